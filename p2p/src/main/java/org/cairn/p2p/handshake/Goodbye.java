package org.cairn.p2p.handshake;

import org.cairn.core.types.Bytes;
import org.cairn.p2p.frame.WireReader;
import org.cairn.p2p.frame.WireWriter;
import org.cairn.p2p.peer.DisconnectReason;

/// The last frame of a connection: why it ends. `detail` is for a human reader.
public record Goodbye(DisconnectReason reason, String detail) {
  private static final int MAX_DETAIL_CHARACTERS = 200;

  /// Cuts the detail short and leaves printable ASCII of it, as it may quote what a peer sent.
  public Goodbye {
    String printable = detail.replaceAll("[^ -~]", "?");
    detail =
        printable.length() > MAX_DETAIL_CHARACTERS
            ? printable.substring(0, MAX_DETAIL_CHARACTERS)
            : printable;
  }

  public Bytes encode() {
    return new WireWriter(64).u8(reason.code()).text(detail).toBytes();
  }

  /// @throws org.cairn.core.rlp.DecodingException when the bytes are none
  public static Goodbye decode(Bytes payload) {
    WireReader in = new WireReader(payload);
    Goodbye goodbye = new Goodbye(DisconnectReason.of(in.u8()), in.text());
    in.end();
    return goodbye;
  }
}
