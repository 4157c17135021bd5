package org.cairn.node.driver;

import java.util.List;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.journal.Wal;
import org.cairn.consensus.message.Round;

/// The journal of a node that must not vote because its own is damaged: it writes nothing over what
/// an operator may want to look at.
public final class DiscardingJournal implements Wal {
  @Override
  public void append(List<JournalRecord> records) {}

  @Override
  public void sync() {}

  @Override
  public void prune(Round round) {}

  @Override
  public void close() {}
}
