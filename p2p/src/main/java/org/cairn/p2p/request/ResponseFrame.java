package org.cairn.p2p.request;

import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.frame.WireReader;
import org.cairn.p2p.frame.WireWriter;
import org.cairn.p2p.peer.Network;

/// An answer on the wire; only one that is [Status#OK] has a body.
public record ResponseFrame(long id, Status status, Bytes body) {
  /// How it went.
  public enum Status {
    OK(0),
    NOT_FOUND(1),
    BUSY(2),
    REFUSED(3);

    private final int code;

    Status(int code) {
      this.code = code;
    }
  }

  public Bytes encode() {
    return new WireWriter(9 + body.size()).u64(id).u8(status.code).raw(body.shared()).toBytes();
  }

  /// @throws DecodingException when the bytes are none
  public static ResponseFrame decode(Bytes payload) {
    WireReader in = new WireReader(payload);
    long id = in.u64();
    Status status =
        switch (in.u8()) {
          case 0 -> Status.OK;
          case 1 -> Status.NOT_FOUND;
          case 2 -> Status.BUSY;
          case 3 -> Status.REFUSED;
          default -> throw new DecodingException("unknown response status");
        };
    Bytes body = in.rest();
    if (body.size() > (status == Status.OK ? Network.MAX_RESPONSE_BYTES : 0)) {
      throw new DecodingException(status + " response of " + body.size() + " bytes");
    }
    return new ResponseFrame(id, status, body);
  }
}
