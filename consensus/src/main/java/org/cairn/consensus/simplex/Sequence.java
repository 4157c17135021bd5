package org.cairn.consensus.simplex;

/// Numbers what is to be made durable, across the engines that share one journal.
final class Sequence {
  private long next = 1;

  long peek() {
    return next;
  }

  void advance() {
    next++;
  }
}
