package org.cairn.consensus.simplex;

import java.util.List;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Certificate;
import org.jspecify.annotations.Nullable;

/// What a node knows when it starts: the newest committed block, the finalization that covers it
/// (absent at the epoch's root), and the journal's records in the order in which they were written.
public record RecoveredState(
    RootBlock root, @Nullable Certificate finalization, List<JournalRecord> records) {
  public RecoveredState {
    records = List.copyOf(records);
  }

  /// A node that starts for the first time.
  public static RecoveredState fresh(RootBlock root) {
    return new RecoveredState(root, null, List.of());
  }
}
