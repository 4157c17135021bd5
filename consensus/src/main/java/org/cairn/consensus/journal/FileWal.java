package org.cairn.consensus.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.consensus.message.Round;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The journal in segment files of one directory. A segment begins with `magic(4) version(4)
/// identity(32)`, then come frames ([Frames]). A full segment is flushed before the next begins, so
/// only the last can have an end that was cut off; whole segments are deleted when nothing in them
/// is needed.
///
/// Owned by one thread. After a failed write or flush every call throws: what the disk holds is
/// unknown, so nothing may be signed on the strength of it.
public final class FileWal implements Wal {
  static final int SEGMENT_BYTES = 8 << 20;
  static final int HEADER_BYTES = 8 + Hash.SIZE_BYTES;
  private static final int MAGIC = 0x4361_4a6c;
  private static final int VERSION = 2;

  /// What opening a journal found.
  public sealed interface Opening {
    /// The journal, and what it holds. `fresh` when there was none; `cutBytes` of an append that a
    /// crash cut off were dropped.
    record Ready(FileWal wal, List<JournalRecord> records, boolean fresh, long cutBytes)
        implements Opening {}

    /// Flushed data has changed, or the files are not this node's. The node must not vote.
    record Damaged(String reason) implements Opening {}
  }

  private record Segment(Path file, long number, Round newest) {}

  private final Path directory;
  private final Hash identity;

  /// Those before the one that is written to, oldest first.
  private final ArrayDeque<Segment> full;

  private FileChannel channel;
  private long number;
  private long sizeBytes;
  private long durableBytes;
  private Round newest = Round.START;
  private boolean failed;

  private FileWal(Path directory, Hash identity, ArrayDeque<Segment> full, long number)
      throws IOException {
    this.directory = directory;
    this.identity = identity;
    this.full = full;
    this.number = number;
    this.channel = create(number);
  }

  /// Opens or makes the journal of a chain and key, which `identity` stands for. Always goes on in
  /// a new segment.
  public static Opening open(Path directory, Hash identity) {
    try {
      Files.createDirectories(directory);
      return replay(directory, identity);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Opening replay(Path directory, Hash identity) throws IOException {
    List<Path> files = segments(directory);
    List<JournalRecord> records = new ArrayList<>();
    ArrayDeque<Segment> full = new ArrayDeque<>();
    long cutBytes = 0;
    long next = 1;
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      boolean last = i == files.size() - 1;
      long number = number(file);
      if (i > 0 && number != next) {
        return new Opening.Damaged("segment " + next + " is missing in " + directory);
      }
      next = number + 1;
      byte[] bytes = Files.readAllBytes(file);
      if (last && bytes.length < HEADER_BYTES) {
        cutBytes += bytes.length; // a crash while it was being made
        Files.delete(file);
        continue;
      }
      String wrong = checkHeader(bytes, identity);
      if (wrong != null) {
        return new Opening.Damaged(wrong + ": " + file);
      }
      switch (Frames.scan(bytes, HEADER_BYTES)) {
        case Frames.Scan.Damaged(int offset) -> {
          return new Opening.Damaged("damaged at byte " + offset + ": " + file);
        }
        case Frames.Scan.Intact(List<JournalRecord> found, int validBytes) -> {
          if (validBytes < bytes.length) {
            if (!last) {
              return new Opening.Damaged("damaged at byte " + validBytes + ": " + file);
            }
            cutBytes += bytes.length - validBytes;
          }
          if (last) {
            settle(file, validBytes);
          }
          records.addAll(found);
          Round newest =
              found.stream()
                  .map(JournalRecord::round)
                  .max(Comparator.naturalOrder())
                  .orElse(Round.START);
          full.add(new Segment(file, number, newest));
        }
      }
    }
    FileWal wal = new FileWal(directory, identity, full, next);
    return new Opening.Ready(wal, records, files.isEmpty(), cutBytes);
  }

  private static List<Path> segments(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches("journal-\\d{12}\\.wal"))
          .sorted()
          .toList();
    }
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring("journal-".length(), name.length() - ".wal".length()));
  }

  private static @Nullable String checkHeader(byte[] bytes, Hash identity) {
    if (bytes.length < HEADER_BYTES || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
      return "not a journal";
    }
    int version = ByteBuffer.wrap(bytes).getInt(4);
    if (version != VERSION) {
      return "journal of version " + version;
    }
    return Hash.copy(bytes, 8).equals(identity) ? null : "journal of another chain or key";
  }

  /// Cuts the invalid end off and makes the rest durable: what was read is relied on from now on,
  /// and after a crash of the process alone it may never have been flushed.
  private static void settle(Path file, long sizeBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(sizeBytes);
      channel.force(true);
    }
  }

  private FileChannel create(long segment) throws IOException {
    Path file = file(segment);
    FileChannel made =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).putInt(MAGIC).putInt(VERSION);
    writeAll(made, header.put(identity.shared()).flip());
    made.force(true);
    forceDirectory(directory);
    sizeBytes = HEADER_BYTES;
    durableBytes = HEADER_BYTES;
    newest = Round.START;
    return made;
  }

  private Path file(long segment) {
    return directory.resolve("journal-%012d.wal".formatted(segment));
  }

  @Override
  public void append(List<JournalRecord> records) {
    checkUsable();
    failed = true; // until it is known that nothing failed
    try {
      if (sizeBytes >= SEGMENT_BYTES) {
        roll();
      }
      for (JournalRecord entry : records) {
        byte[] frame = Frames.frame(entry, durableBytes);
        writeAll(channel, ByteBuffer.wrap(frame));
        sizeBytes += frame.length;
        newest = entry.round().isAfter(newest) ? entry.round() : newest;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    failed = false;
  }

  @Override
  public void sync() {
    checkUsable();
    failed = true;
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    durableBytes = sizeBytes;
    failed = false;
  }

  private void roll() throws IOException {
    channel.force(true);
    channel.close();
    full.add(new Segment(file(number), number, newest));
    number++;
    channel = create(number);
  }

  @Override
  public void prune(Round round) {
    checkUsable();
    try {
      while (!full.isEmpty() && !full.getFirst().newest().isAfter(round)) {
        Files.delete(full.removeFirst().file());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (!failed) {
        channel.force(true);
      }
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void checkUsable() {
    if (failed) {
      throw new IllegalStateException("the journal has failed: " + directory);
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int _ = channel.write(bytes);
    }
  }

  /// Makes creations, deletions and renames in a directory durable.
  static void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
