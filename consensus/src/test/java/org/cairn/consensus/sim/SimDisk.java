package org.cairn.consensus.sim;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.cairn.consensus.journal.Frames;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.journal.Wal;
import org.cairn.consensus.message.Vote;

/// A journal in memory, framed as on disk. A crash keeps what was flushed and tears the rest at a
/// random byte.
final class SimDisk implements Wal {
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Set<Vote> durableVotes = new HashSet<>();
  private final List<Appended> pending = new ArrayList<>();
  private int durableBytes;
  private int rewriting;

  /// A vote and where its record ends.
  private record Appended(Vote vote, int endBytes) {}

  @Override
  public void append(List<JournalRecord> records) {
    for (JournalRecord entry : records) {
      bytes.writeBytes(Frames.frame(entry, durableBytes));
      if (entry instanceof JournalRecord.Voted(Vote vote)) {
        pending.add(new Appended(vote, bytes.size()));
      }
    }
  }

  boolean isDurable(Vote vote) {
    return durableVotes.contains(vote);
  }

  /// How far the log had been written, and in which rewriting of it.
  record Mark(int rewriting, int sizeBytes) {}

  @Override
  public void sync() {
    sync(mark());
  }

  /// A flush that began at this mark. One that began before the log was rewritten has nothing left
  /// to do: only a log that was durable as a whole is rewritten.
  void sync(Mark mark) {
    if (mark.rewriting() != rewriting) {
      return;
    }
    durableBytes = Math.max(durableBytes, mark.sizeBytes());
    for (Appended appended : pending) {
      if (appended.endBytes() <= durableBytes) {
        durableVotes.add(appended.vote());
      }
    }
    pending.removeIf(appended -> appended.endBytes() <= durableBytes);
  }

  Mark mark() {
    return new Mark(rewriting, bytes.size());
  }

  /// Rewrites the log without what is not needed, as if by an atomic rename.
  @Override
  public void prune(long view) {
    if (durableBytes < bytes.size()) {
      return;
    }
    List<JournalRecord> kept = new ArrayList<>(replay());
    kept.removeIf(entry -> entry.view() <= view);
    bytes = new ByteArrayOutputStream();
    durableBytes = 0;
    rewriting++;
    append(kept);
    sync();
  }

  void crash(SplittableRandom random) {
    byte[] all = bytes.toByteArray();
    int kept = durableBytes + random.nextInt(all.length - durableBytes + 1);
    pending.clear();
    byte[] left = Arrays.copyOf(all, kept);
    if (kept > durableBytes && random.nextInt(4) == 0) {
      left[durableBytes + random.nextInt(kept - durableBytes)] ^= 1; // a torn page
    }
    bytes = new ByteArrayOutputStream();
    bytes.writeBytes(left);
  }

  List<JournalRecord> replay() {
    byte[] all = bytes.toByteArray();
    return switch (Frames.scan(all, 0)) {
      case Frames.Scan.Intact(var records, int validBytes) -> {
        for (JournalRecord entry : records) {
          if (entry instanceof JournalRecord.Voted(Vote vote)) {
            durableVotes.add(vote);
          }
        }
        if (validBytes < all.length) {
          bytes = new ByteArrayOutputStream();
          bytes.write(all, 0, validBytes);
        }
        durableBytes = validBytes;
        yield records;
      }
      case Frames.Scan.Damaged(int offset) ->
          throw new AssertionError("a crash must not look like damage, at " + offset);
    };
  }

  @Override
  public void close() {}
}
