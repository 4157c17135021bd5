package org.cairn.node.evmtool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.conformance.BlockchainCase;
import org.cairn.evm.conformance.CaseFailure;
import org.cairn.evm.conformance.FixtureFile;
import org.cairn.evm.conformance.Selection;
import org.cairn.evm.conformance.StateCase;
import org.cairn.evm.tx.TransactionProcessor;
import org.jspecify.annotations.Nullable;

/// Runs the cases of fixture files on several threads, each of which holds one test of one file at
/// a time. Every case that fails is one line of JSON; so is, with statistics, every blockchain
/// case.
public final class FixtureRun {
  private static final long PROGRESS_SECONDS = 5;

  /// Which of the two kinds of tests to run; the files' other ones are counted as passed over.
  public enum Kind {
    STATE,
    BLOCKCHAIN
  }

  /// `output` gets the lines of JSON, `progress` a line every few seconds. With statistics, one
  /// thread runs the cases, each several times.
  public record Options(
      Kind kind,
      Selection selection,
      int jobs,
      boolean statistics,
      Consumer<String> output,
      Consumer<String> progress) {}

  /// How many cases there were, and how many of the other kind or of none.
  public record Tally(long passed, long failed, long passedOver) {}

  private final Options options;
  private final ConcurrentLinkedQueue<Path> waiting;
  private final int fileCount;
  private final BlockStatistics statistics = new BlockStatistics();

  // Guarded by this: the counts and the output, so that lines stay whole and in step with them.
  private long passed;
  private long failed;
  private long passedOver;

  public FixtureRun(List<Path> files, Options options) {
    this.options = options;
    this.waiting = new ConcurrentLinkedQueue<>(files);
    this.fileCount = files.size();
  }

  public Tally run() throws InterruptedException {
    List<Thread> workers = new ArrayList<>();
    int count = options.statistics ? 1 : Math.max(1, Math.min(options.jobs, fileCount));
    for (int i = 0; i < count; i++) {
      workers.add(Thread.ofPlatform().name("fixtures-" + i).start(this::work));
    }
    for (Thread worker : workers) {
      while (!worker.join(Duration.ofSeconds(PROGRESS_SECONDS))) {
        options.progress.accept(state());
      }
    }
    if (options.statistics) {
      statistics.slowest().forEach(options.progress);
    }
    synchronized (this) {
      return new Tally(passed, failed, passedOver);
    }
  }

  private synchronized String state() {
    return "files %d of %d, %d passed, %d failed"
        .formatted(fileCount - waiting.size(), fileCount, passed, failed);
  }

  private void work() {
    for (Path file = waiting.poll(); file != null; file = waiting.poll()) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
        FixtureFile.visit(in, options.selection, new Cases(file));
      } catch (IOException | RuntimeException e) {
        fail(line(file, null), new CaseFailure("file", "readable", "not", e.toString()));
      }
    }
  }

  /// The cases of one file.
  private final class Cases implements FixtureFile.Visitor {
    private final Path file;
    private final TransactionProcessor processor = new TransactionProcessor();
    private final CodeCache codes = new CodeCache();

    private Cases(Path file) {
      this.file = file;
    }

    @Override
    public void state(StateCase test) {
      if (options.kind != Kind.STATE) {
        passOver();
        return;
      }
      ObjectNode line = line(file, test.name());
      line.put("fork", test.fork()).put("index", test.index());
      try {
        settle(line, test.run(processor, codes, null));
      } catch (RuntimeException e) {
        fail(line, crash(e));
      }
    }

    @Override
    public void blockchain(BlockchainCase test) {
      if (options.kind != Kind.BLOCKCHAIN) {
        passOver();
        return;
      }
      ObjectNode line = line(file, test.name());
      line.put("fork", test.network());
      try {
        BlockchainCase.Run run = test.run(System::nanoTime);
        if (options.statistics && run.failure() == null && run.gasUsed() > 0) {
          synchronized (FixtureRun.this) {
            options.output.accept(statistics.measure(test, line).toString());
          }
        }
        settle(line, run.failure());
      } catch (RuntimeException e) {
        fail(line, crash(e));
      }
    }

    @Override
    public void other(String name) {
      passOver();
    }
  }

  private static CaseFailure crash(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    return new CaseFailure(
        "run",
        "an outcome",
        "an exception",
        trace.length == 0 ? e.toString() : e + " at " + trace[0]);
  }

  private static ObjectNode line(Path file, @Nullable String name) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("file", file.toString());
    if (name != null) {
      line.put("case", name);
    }
    return line;
  }

  private void settle(ObjectNode line, @Nullable CaseFailure failure) {
    if (failure != null) {
      fail(line, failure);
    } else {
      synchronized (this) {
        passed++;
      }
    }
  }

  private synchronized void fail(ObjectNode line, CaseFailure failure) {
    failed++;
    line.put("pass", false)
        .put("differs", failure.differs())
        .put("expected", failure.expected())
        .put("actual", failure.actual());
    if (!failure.detail().isEmpty()) {
      line.put("detail", failure.detail());
    }
    options.output.accept(line.toString());
  }

  private synchronized void passOver() {
    passedOver++;
  }
}
