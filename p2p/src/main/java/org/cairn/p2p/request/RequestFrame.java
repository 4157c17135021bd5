package org.cairn.p2p.request;

import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.frame.WireReader;
import org.cairn.p2p.frame.WireWriter;
import org.cairn.p2p.peer.Network;

/// A question on the wire. The id is the asker's and comes back with the answer.
public record RequestFrame(long id, int kind, Bytes body) {
  public Bytes encode() {
    return new WireWriter(9 + body.size()).u64(id).u8(kind).raw(body.shared()).toBytes();
  }

  /// @throws DecodingException when the bytes are none
  public static RequestFrame decode(Bytes payload) {
    WireReader in = new WireReader(payload);
    RequestFrame frame = new RequestFrame(in.u64(), in.u8(), in.rest());
    if (frame.body.size() > Network.MAX_REQUEST_BYTES) {
      throw new DecodingException("request of " + frame.body.size() + " bytes");
    }
    return frame;
  }
}
