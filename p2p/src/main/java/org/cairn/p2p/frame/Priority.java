package org.cairn.p2p.frame;

/// The order in which waiting frames leave, how many bytes of each may wait for one peer, and what
/// becomes of the frame that does not fit.
public enum Priority {
  /// Handshake, keep-alive, addresses. A peer that does not even take these is gone.
  CONTROL(1 << 20, Overflow.DISCONNECT),
  /// Votes, certificates, proposals. They must not get lost silently, so a peer that lags this far
  /// behind is dropped and starts afresh.
  CONSENSUS(32 << 20, Overflow.DISCONNECT),
  /// Requests, responses, finalized blocks: whoever misses one asks again.
  BULK(32 << 20, Overflow.DROP),
  /// Transactions: gossip repairs losses by announcements of others.
  TRANSACTIONS(4 << 20, Overflow.DROP);

  enum Overflow {
    DROP,
    DISCONNECT
  }

  final int limitBytes;
  final Overflow overflow;

  Priority(int limitBytes, Overflow overflow) {
    this.limitBytes = limitBytes;
    this.overflow = overflow;
  }
}
