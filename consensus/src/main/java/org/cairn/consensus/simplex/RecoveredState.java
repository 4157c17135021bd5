package org.cairn.consensus.simplex;

import java.util.List;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Evidence;
import org.jspecify.annotations.Nullable;

/// What a node knows when it starts: the epoch that the block after its newest committed one
/// belongs to, how the epochs before it ended (the newest last, none in the first epoch), that
/// committed block, the finalization that covers it (absent at the epoch's root), the journal's
/// records in the order in which they were written, and evidence gathered before.
public record RecoveredState(
    EpochContext context,
    List<Boundary> past,
    RootBlock root,
    @Nullable Certificate finalization,
    List<JournalRecord> records,
    List<Evidence> evidence) {
  /// @throws IllegalArgumentException when it is not known how the epoch before ended
  public RecoveredState {
    past = List.copyOf(past);
    records = List.copyOf(records);
    evidence = List.copyOf(evidence);
    long before = past.isEmpty() ? -1 : past.getLast().epoch().epoch();
    if (before != context.epoch() - 1) {
      throw new IllegalArgumentException("epoch " + context.epoch() + " after " + before);
    }
  }

  /// A node that starts for the first time.
  public static RecoveredState fresh(EpochContext context) {
    return new RecoveredState(context, List.of(), context.root(), null, List.of(), List.of());
  }

  /// A node that begins an epoch which follows another.
  static RecoveredState opening(
      EpochContext context, Boundary boundary, List<JournalRecord> records) {
    return new RecoveredState(context, List.of(boundary), context.root(), null, records, List.of());
  }
}
