package org.cairn.p2p.peer;

import org.cairn.core.types.Bytes;

/// What the network tells. All calls come from the one inbox thread, so an implementation hands
/// over and returns; it must not block. For one peer the order is `peerUp`, its messages,
/// `peerDown`; messages of one channel keep their order, those of [Channel#CONSENSUS] overtake
/// others.
public interface PeerListener {
  default void peerUp(PeerInfo peer) {}

  default void peerDown(PeerInfo peer, DisconnectReason reason) {}

  /// A message came. A [org.cairn.core.rlp.DecodingException] from here disconnects and bans the
  /// peer.
  default void message(PeerInfo peer, Channel channel, Bytes message) {}
}
