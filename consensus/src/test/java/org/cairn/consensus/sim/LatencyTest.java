package org.cairn.consensus.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.cairn.consensus.simplex.EngineConfig;
import org.junit.jupiter.api.Test;

/// The protocol's own figures: constant delay δ, no time for computing or flushing.
final class LatencyTest {
  private static final long DELTA_MILLIS = 40;
  private static final EngineConfig CONFIG = EngineConfig.of(100, 50);

  @Test
  void finality_constantDelay_takesThreeDelaysEveryTwo() {
    for (int n : new int[] {4, 5, 7, 10}) {
      Simulator sim = new Simulator(quiet(n, 0), CONFIG);
      assertThat(sim.run().height()).isPositive();
      for (SimNode node : sim.nodes) {
        List<SimNode.Final> finals = node.finals;
        assertThat(finals).hasSizeGreaterThan(50);
        for (int i = 0; i < finals.size(); i++) {
          long proposed = finals.get(i).header().timestampMillis();
          assertThat(finals.get(i).atMillis() - proposed).isEqualTo(3 * DELTA_MILLIS);
          if (i > 0) {
            long before = finals.get(i - 1).header().timestampMillis();
            assertThat(proposed - before).isEqualTo(2 * DELTA_MILLIS);
          }
        }
      }
    }
  }

  @Test
  void view_ofSilentLeader_costsTimeoutOnceThenOneDelay() {
    Simulator sim = new Simulator(quiet(4, 1), CONFIG);
    assertThat(sim.run().height()).isPositive();
    SimNode honest = sim.nodes.stream().filter(node -> sim.isHonest(node.index)).toList().get(0);
    long timeout = 2 * CONFIG.baseTimeoutMillis() + CONFIG.buildBudgetMillis() + DELTA_MILLIS;
    int slow = 0;
    int skipped = 0;
    for (int i = 1; i < honest.finals.size(); i++) {
      SimNode.Final block = honest.finals.get(i);
      SimNode.Final before = honest.finals.get(i - 1);
      long skips = block.header().view() - before.header().view() - 1;
      long wait = block.header().timestampMillis() - before.header().timestampMillis();
      long extra = wait - 2 * DELTA_MILLIS;
      if (extra == skips * DELTA_MILLIS) {
        skipped += (int) skips;
      } else {
        slow++;
        assertThat(extra).isLessThanOrEqualTo(skips * timeout);
      }
    }
    assertThat(slow).as("views that ran into the timeout").isLessThanOrEqualTo(2);
    assertThat(skipped).as("views skipped at once").isGreaterThan(5);
  }

  private static Scenario quiet(int validators, int silent) {
    return new Scenario(
        1,
        Collections.nCopies(validators, 1L),
        silent,
        Scenario.Kind.SILENT,
        0,
        DELTA_MILLIS,
        DELTA_MILLIS,
        0,
        0,
        0,
        0,
        6_000,
        14_000);
  }
}
