package org.cairn.node.driver;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.cairn.core.block.BlockHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the operator sees of execution: metrics for every block, a log line now and then. Written
/// by the execution thread.
public final class ExecutionStatus {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutionStatus.class);
  private static final long NANOS_BETWEEN_LINES = 10_000_000_000L;

  private final Clock clock;
  private final Timer build;
  private final Timer execute;
  private final Timer commit;
  private final Counter transactions;
  private final Counter gas;
  private volatile long finalizedHeight;
  private long lastLineNanos;
  private long blocksSinceLine;
  private long transactionsSinceLine;

  public ExecutionStatus(MeterRegistry registry, Clock clock, long finalizedHeight) {
    this.clock = clock;
    this.finalizedHeight = finalizedHeight;
    this.lastLineNanos = clock.nanos();
    build = registry.timer("cairn.block.build");
    execute = registry.timer("cairn.block.execution");
    commit = registry.timer("cairn.block.commit");
    transactions = registry.counter("cairn.finalized.transactions");
    gas = registry.counter("cairn.finalized.gas");
    Gauge.builder("cairn.finalized.height", () -> this.finalizedHeight).register(registry);
  }

  void built(long nanos) {
    build.record(nanos, TimeUnit.NANOSECONDS);
  }

  void executed(long nanos) {
    execute.record(nanos, TimeUnit.NANOSECONDS);
  }

  void committed(long nanos, ExecutedBlock block) {
    commit.record(nanos, TimeUnit.NANOSECONDS);
    BlockHeader header = block.block().header();
    int count = block.block().body().transactions().size();
    transactions.increment(count);
    gas.increment((double) header.gasUsed());
    finalizedHeight = header.number();
    blocksSinceLine++;
    transactionsSinceLine += count;
    long now = clock.nanos();
    if (header.number() == 1 || now - lastLineNanos >= NANOS_BETWEEN_LINES) {
      LOG.info(
          "finalized height={} hash={} blocks={} transactions={}",
          header.number(),
          block.hash(),
          blocksSinceLine,
          transactionsSinceLine);
      lastLineNanos = now;
      blocksSinceLine = 0;
      transactionsSinceLine = 0;
    }
  }
}
