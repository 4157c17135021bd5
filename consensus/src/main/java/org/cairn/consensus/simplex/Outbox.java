package org.cairn.consensus.simplex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Vote;

/// Collects the effects of one step, and holds back what must not leave before it is durable. All
/// records of a step are one append and at most one flush.
final class Outbox {
  /// Something this node says, and the vote in it that counts for itself as well.
  record Held(long seq, Message message, Vote vote) {}

  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private List<Effect> effects = new ArrayList<>();
  private List<JournalRecord> records = new ArrayList<>();
  private boolean sync;
  private final Sequence sequence;

  Outbox(Sequence sequence) {
    this.sequence = sequence;
  }

  void emit(Effect effect) {
    effects.add(effect);
  }

  /// Journals without waiting.
  void journal(JournalRecord entry) {
    records.add(entry);
  }

  /// Journals, and releases the message only when all records are durable.
  void hold(List<JournalRecord> entries, Message message, Vote vote) {
    records.addAll(entries);
    sync = true;
    held.add(new Held(sequence.peek(), message, vote));
  }

  /// What is durable by now.
  List<Held> release(long persistedSeq) {
    List<Held> released = new ArrayList<>();
    while (!held.isEmpty() && held.getFirst().seq() <= persistedSeq) {
      released.add(held.removeFirst());
    }
    return released;
  }

  List<Effect> drain() {
    List<Effect> drained = effects;
    if (!records.isEmpty()) {
      drained.addFirst(new Effect.Persist(sequence.peek(), records, sync));
      records = new ArrayList<>();
      sync = false;
      sequence.advance();
    }
    effects = new ArrayList<>();
    return drained;
  }
}
