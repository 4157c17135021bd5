package org.cairn.node.chainfile;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.cairn.core.types.Bytes;
import org.cairn.evm.fork.ForkSchedule;
import org.jspecify.annotations.Nullable;

/// The blocks of one file in order, prepared on other threads while earlier ones are executed. One
/// thread owns it. It runs ahead by a bounded number of bytes.
final class ReadAhead implements AutoCloseable {
  private static final int MAX_BLOCKS = 128;
  private static final long MAX_BYTES = 4 << 20;

  private final Path file;
  private final ChainFileReader reader;
  private final ForkSchedule schedule;
  private final ExecutorService threads;
  private final Deque<Waiting> ahead = new ArrayDeque<>();
  private long bytesAhead;
  private boolean ended;

  private record Waiting(Future<PreparedBlock> block, int sizeBytes) {}

  ReadAhead(Path file, ForkSchedule schedule, ExecutorService threads) {
    this.file = file;
    this.reader = ChainFileReader.open(file);
    this.schedule = schedule;
    this.threads = threads;
  }

  /// The next block, or nothing at the end of the file.
  ///
  /// @throws ChainFileException when the next bytes are no block
  @Nullable PreparedBlock next() {
    fill();
    Waiting first = ahead.poll();
    if (first == null) {
      return null;
    }
    bytesAhead -= first.sizeBytes;
    try {
      return first.block.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ChainFileException fault) {
        throw fault;
      }
      throw new ChainFileException(file + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainFileException("interrupted", e);
    }
  }

  private void fill() {
    while (!ended && ahead.size() < MAX_BLOCKS && bytesAhead < MAX_BYTES) {
      long offset = reader.offset();
      Bytes encoded;
      try {
        encoded = reader.next();
      } catch (ChainFileException fault) {
        // The blocks before it are good and come first.
        ended = true;
        ahead.add(new Waiting(threads.submit(() -> rethrow(fault)), 0));
        return;
      }
      if (encoded == null) {
        ended = true;
        return;
      }
      bytesAhead += encoded.size();
      ahead.add(
          new Waiting(
              threads.submit(() -> PreparedBlock.of(file, offset, encoded, schedule)),
              encoded.size()));
    }
  }

  private static PreparedBlock rethrow(ChainFileException fault) {
    throw fault;
  }

  @Override
  public void close() {
    ahead.forEach(waiting -> waiting.block.cancel(true));
    reader.close();
  }
}
