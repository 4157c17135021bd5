package org.cairn.consensus.sim.world;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.cairn.consensus.journal.Frames;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.journal.Wal;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;

/// A journal in memory, framed as on disk. A crash keeps what was flushed and tears the rest at a
/// random byte; flushed bytes may change, flushes may be slow or fail.
public final class SimDisk implements Wal {
  /// Below this the log is not rewritten when blocks are committed.
  private static final int PRUNED_FROM_BYTES = 48 << 10;

  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Set<Ballot> durableVotes = new HashSet<>();
  private final List<Appended> pending = new ArrayList<>();
  private int durableBytes;
  private int rewriting;
  private int lastFrameAt;
  private Round unneeded = Round.START;

  /// A vote and where its record ends.
  private record Appended(Ballot ballot, int endBytes) {}

  /// What a restart finds.
  public sealed interface Replay {
    record Intact(List<JournalRecord> records) implements Replay {}

    /// Flushed data has changed: whoever finds it must not vote again.
    record Damaged() implements Replay {}
  }

  @Override
  public void append(List<JournalRecord> records) {
    for (JournalRecord entry : records) {
      lastFrameAt = bytes.size();
      bytes.writeBytes(Frames.frame(entry, durableBytes));
      if (entry instanceof JournalRecord.Voted(Vote vote)) {
        pending.add(new Appended(vote.ballot(), bytes.size()));
      }
    }
  }

  /// Whether a vote for this ballot was flushed at any time.
  public boolean isDurable(Ballot ballot) {
    return durableVotes.contains(ballot);
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
        durableVotes.add(appended.ballot());
      }
    }
    pending.removeIf(appended -> appended.endBytes() <= durableBytes);
  }

  Mark mark() {
    return new Mark(rewriting, bytes.size());
  }

  /// Rewrites the log without what is not needed, as if by an atomic rename.
  @Override
  public void prune(Round round) {
    unneeded = round.isAfter(unneeded) ? round : unneeded;
    if (durableBytes < bytes.size() || durableBytes < PRUNED_FROM_BYTES) {
      return;
    }
    if (!(Frames.scan(bytes.toByteArray(), 0) instanceof Frames.Scan.Intact(var records, int _))) {
      return; // damage shows at the next start
    }
    List<JournalRecord> kept = new ArrayList<>(records);
    kept.removeIf(entry -> !entry.round().isAfter(unneeded));
    bytes = new ByteArrayOutputStream();
    durableBytes = 0;
    rewriting++;
    append(kept);
    sync();
  }

  /// Keeps what was flushed and a random part of the rest, which may have a torn page in it.
  void crash(SplittableRandom random) {
    byte[] all = bytes.toByteArray();
    int kept = durableBytes + random.nextInt(all.length - durableBytes + 1);
    pending.clear();
    byte[] left = Arrays.copyOf(all, kept);
    if (kept > durableBytes && random.nextInt(4) == 0) {
      left[durableBytes + random.nextInt(kept - durableBytes)] ^= 1;
    }
    bytes = new ByteArrayOutputStream();
    bytes.writeBytes(left);
  }

  /// Changes one bit of flushed data. The newest record is spared: nothing after it could tell that
  /// it was flushed, so that its loss looks like an append that a crash cut off. False when there
  /// is nothing to change.
  boolean flipBit(SplittableRandom random) {
    int end = Math.min(durableBytes, lastFrameAt);
    byte[] all = bytes.toByteArray();
    if (end == 0 || !provesFlushed(all, end)) {
      return false;
    }
    all[random.nextInt(end)] ^= (byte) (1 << random.nextInt(8));
    bytes = new ByteArrayOutputStream();
    bytes.writeBytes(all);
    return true;
  }

  /// Whether the last record is whole, as a crash may have torn it, and was written when everything
  /// before it had been flushed.
  private static boolean provesFlushed(byte[] all, int lastFrameAt) {
    return Frames.scan(all, 0) instanceof Frames.Scan.Intact(_, int validBytes)
        && validBytes > lastFrameAt
        && ByteBuffer.wrap(all).getLong(lastFrameAt + 12) >= lastFrameAt;
  }

  /// Forgets everything of the newest views, as a copy of the data folder from earlier would.
  void rollBack(int views) {
    if (!(Frames.scan(bytes.toByteArray(), 0) instanceof Frames.Scan.Intact(var records, int _))) {
      return;
    }
    Round newest =
        records.stream()
            .map(JournalRecord::round)
            .reduce(Round.START, (a, b) -> a.isAfter(b) ? a : b);
    Round kept = new Round(newest.epoch(), Math.max(0, newest.view() - views));
    List<JournalRecord> left = new ArrayList<>(records);
    left.removeIf(entry -> entry.round().isAfter(kept));
    bytes = new ByteArrayOutputStream();
    durableBytes = 0;
    rewriting++;
    pending.clear();
    append(left);
    sync();
  }

  Replay replay() {
    byte[] all = bytes.toByteArray();
    return switch (Frames.scan(all, 0)) {
      case Frames.Scan.Intact(var records, int validBytes) -> {
        for (JournalRecord entry : records) {
          if (entry instanceof JournalRecord.Voted(Vote vote)) {
            durableVotes.add(vote.ballot());
          }
        }
        if (validBytes < all.length) {
          bytes = new ByteArrayOutputStream();
          bytes.write(all, 0, validBytes);
        }
        durableBytes = validBytes;
        lastFrameAt = 0;
        yield new Replay.Intact(records);
      }
      case Frames.Scan.Damaged(int _) -> new Replay.Damaged();
    };
  }

  @Override
  public void close() {}
}
