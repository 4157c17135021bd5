package org.cairn.p2p.peer;

import org.cairn.p2p.frame.FrameKind;

/// What a message is about. Each channel keeps the order of its messages between two peers; its
/// limits are those of its frame kind.
public enum Channel {
  /// Votes, certificates and proposals.
  CONSENSUS(FrameKind.CONSENSUS),
  /// Finalized blocks and heads, for those who follow the chain.
  BLOCKS(FrameKind.BLOCKS),
  /// Transaction gossip.
  TRANSACTIONS(FrameKind.TRANSACTIONS);

  private final FrameKind frame;

  Channel(FrameKind frame) {
    this.frame = frame;
  }

  public FrameKind frame() {
    return frame;
  }

  public int maxMessageBytes() {
    return frame.maxBytes();
  }
}
