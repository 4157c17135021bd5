package org.cairn.consensus.journal;

import java.util.List;
import org.cairn.consensus.message.Round;

/// An append-only log of decisions. A failed write or flush is fatal: it throws, and nothing may be
/// sent afterwards.
public interface Wal extends AutoCloseable {
  /// Adds records, in order, without waiting for the disk.
  void append(List<JournalRecord> records);

  /// Makes everything appended so far durable.
  void sync();

  /// Records of this round and below are no longer needed: their blocks are committed. Drops what
  /// can be dropped cheaply.
  void prune(Round round);

  @Override
  void close();
}
