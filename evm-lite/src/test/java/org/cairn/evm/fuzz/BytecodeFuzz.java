package org.cairn.evm.fuzz;

import java.util.EnumMap;
import java.util.Map;
import org.cairn.core.state.MemoryState;
import org.cairn.core.types.UInt256;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.gas.BlobGas;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.trace.Tracer;
import org.cairn.evm.tx.Outcome;
import org.cairn.evm.tx.TransactionProcessor;
import org.cairn.evm.tx.TransactionValidity.Room;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// Runs scenarios twice: without a tracer on a processor that has run all scenarios before, whose
/// frames and memory are used, and with one on a fresh processor. Both must agree to the unit of
/// gas and in the whole state, whatever the code did.
final class BytecodeFuzz {
  private final TransactionProcessor used = new TransactionProcessor();
  private long steps;
  private final Map<Halt, Integer> halts = new EnumMap<>(Halt.class);
  private long scenarios;

  /// How often and how well code ran, to see that the scenarios get somewhere.
  record Report(long scenarios, long steps, Map<Halt, Integer> halts) {}

  private record Run(Outcome outcome, MemoryState state) {}

  /// @throws AssertionError when something does not hold that must
  void run(long seed) {
    Scenario scenario = Scenario.of(seed);
    Watch watch = new Watch();
    try {
      Run traced = execute(scenario, new TransactionProcessor(), watch);
      Run plain = execute(scenario, used, null);
      check(traced.outcome.equals(plain.outcome), traced.outcome + " traced, " + plain.outcome);
      check(traced.state.root().equals(plain.state.root()), "state differs when traced");
      check(plain.outcome instanceof Outcome.Executed, "refused: " + plain.outcome);
      check(watch.isWhole(), "an entry without its exit");
      if (plain.outcome instanceof Outcome.Executed executed) {
        long limit = scenario.transaction().transaction().gasLimit();
        check(executed.gasUsed() > 0 && executed.gasUsed() <= limit, "gas used");
        int _ = halts.merge(executed.halt(), 1, Integer::sum);
      }
      UInt256 before = Scenario.supply(scenario.state());
      check(Scenario.supply(plain.state).compareTo(before) <= 0, "wei came from nowhere");
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + " under " + scenario.fork() + ": " + e, e);
    }
    steps += watch.steps();
    scenarios++;
  }

  Report report() {
    return new Report(scenarios, steps, halts);
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new AssertionError(rule);
    }
  }

  private static Run execute(
      Scenario scenario, TransactionProcessor processor, @Nullable Tracer tracer) {
    World world = new World(scenario.state(), scenario.block().rules(), new CodeCache());
    Room room =
        new Room(
            scenario.block().gasLimit(), scenario.block().rules().blobs().max() * BlobGas.PER_BLOB);
    Outcome outcome =
        processor.process(world, scenario.transaction(), scenario.block(), room, tracer);
    return new Run(outcome, scenario.state().with(world.diff()));
  }
}
