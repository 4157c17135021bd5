package org.cairn.p2p.gossip;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.p2p.peer.TokenBucket;

/// What gossip remembers of one peer. Guarded by the gossip's lock.
final class PeerTransactions {
  private static final int KNOWN_CAPACITY = 8192;
  private static final int SERVED_BYTES_AT_ONCE = 8 << 20;
  private static final int SERVED_BYTES_PER_SECOND = 4 << 20;

  final PeerInfo peer;

  /// What the peer has, as far as is known: what it sent or announced, and what it was sent.
  final SeenHashes known;

  /// What it may pull.
  final TokenBucket served;

  List<Bytes> toPush = new ArrayList<>();
  List<TxMessage.Announced> toAnnounce = new ArrayList<>();

  /// How many of its announcements are waiting, and how many of those were asked for.
  int announced;

  int pulling;

  PeerTransactions(PeerInfo peer, long secret, long nowNanos) {
    this.peer = peer;
    this.known = new SeenHashes(KNOWN_CAPACITY, secret);
    this.served = new TokenBucket(SERVED_BYTES_AT_ONCE, SERVED_BYTES_PER_SECOND, nowNanos);
  }
}
