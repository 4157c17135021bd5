package org.cairn.evm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairn.evm.instruction.Halt;
import org.junit.jupiter.api.Test;

/// `scripts/fuzz` runs it for longer, or again from a seed.
class BytecodeFuzzTest {
  private static final int SCENARIOS = 700;

  @Test
  void anyCode_onAnyState_endsInADefinedHalt() {
    long millis = Long.getLong("cairn.fuzz.millis", 0);
    long seed = Long.getLong("cairn.fuzz.seed", System.nanoTime());
    System.out.println("bytecode fuzz: seed " + seed);
    BytecodeFuzz fuzz = new BytecodeFuzz();
    long end = System.nanoTime() + millis * 1_000_000;
    for (int i = 0; i < SCENARIOS || System.nanoTime() < end; i++) {
      fuzz.run(seed + i);
    }
    BytecodeFuzz.Report report = fuzz.report();
    System.out.println("bytecode fuzz: " + report);
    assertThat(report.steps()).isGreaterThan(10 * report.scenarios());
    assertThat(report.halts()).containsKeys(Halt.RETURN, Halt.REVERT, Halt.OUT_OF_GAS);
  }
}
