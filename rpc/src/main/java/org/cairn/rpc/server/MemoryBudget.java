package org.cairn.rpc.server;

import java.util.concurrent.atomic.AtomicLong;

/// How many bytes the answers of all clients may take together, from when they are made until they
/// are read. Any thread takes and gives back.
final class MemoryBudget {
  private final long maxBytes;
  private final AtomicLong takenBytes = new AtomicLong();

  MemoryBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// False, and nothing is taken, when there is not so much left.
  boolean take(long bytes) {
    if (takenBytes.addAndGet(bytes) > maxBytes) {
      takenBytes.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void give(long bytes) {
    takenBytes.addAndGet(-bytes);
  }

  long takenBytes() {
    return takenBytes.get();
  }
}
