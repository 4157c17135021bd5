package org.cairn.p2p.discovery;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.frame.WireReader;
import org.cairn.p2p.frame.WireWriter;
import org.cairn.p2p.handshake.ValidatorProof;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerId;

/// Peers that the sender is connected to and that take connections.
public record AddressesFrame(List<KnownPeer> peers) {
  public static final int MAX_PEERS = 64;

  /// @throws IllegalArgumentException when there are more than [#MAX_PEERS]
  public AddressesFrame {
    peers = List.copyOf(peers);
    if (peers.size() > MAX_PEERS) {
      throw new IllegalArgumentException("too many peers in a frame: " + peers.size());
    }
  }

  public Bytes encode() {
    WireWriter out = new WireWriter(128 * peers.size());
    out.u8(peers.size());
    for (KnownPeer peer : peers) {
      out.hash(peer.id().value()).text(peer.at().host()).u16(peer.at().port());
      Bytes key = peer.validatorKey();
      if (key == null) {
        out.u8(0);
      } else {
        out.u8(1).raw(key.shared());
      }
    }
    return out.toBytes();
  }

  /// @throws DecodingException when the bytes are none
  public static AddressesFrame decode(Bytes payload) {
    WireReader in = new WireReader(payload);
    int count = in.u8();
    if (count > MAX_PEERS) {
      throw new DecodingException(count + " addresses in a frame");
    }
    List<KnownPeer> peers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      PeerId id = new PeerId(in.hash());
      HostPort at = hostPort(in.text(), in.u16());
      Bytes key = in.u8() == 0 ? null : in.bytes(ValidatorProof.KEY_BYTES);
      peers.add(new KnownPeer(id, at, key));
    }
    in.end();
    return new AddressesFrame(peers);
  }

  private static HostPort hostPort(String host, int port) {
    try {
      return new HostPort(host, port);
    } catch (IllegalArgumentException e) {
      throw new DecodingException("bad address: " + e.getMessage(), e);
    }
  }
}
