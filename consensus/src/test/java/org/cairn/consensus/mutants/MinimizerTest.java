package org.cairn.consensus.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.LongFunction;
import org.cairn.consensus.sim.campaign.Minimizer;
import org.cairn.consensus.sim.campaign.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// The minimizer, on seeds that fail because a rule of the engine is broken.
final class MinimizerTest {
  private static final int MAX_SEEDS = 20;
  private static final List<Edit> FINALIZES_AFTER_NULLIFYING =
      List.of(
          Edit.body("crypto.SigningGuard", "permit", true),
          Edit.read("simplex.Voter", "finalizeBlock", "myNullify", false));

  @Test
  void shrink_failingSeedOfAMutant_isSmallerAndBreaksTheSameRule(TestReporter reporter)
      throws ReflectiveOperationException {
    var loader = new MutantLoader(FINALIZES_AFTER_NULLIFYING);
    var constructor = loader.loadClass(ShrinkTrial.class.getName()).getDeclaredConstructor();
    constructor.setAccessible(true);
    var trial = (LongFunction<?>) constructor.newInstance();
    Object command = null;
    for (long seed = 1; seed <= MAX_SEEDS && command == null; seed++) {
      command = trial.apply(seed);
    }
    assertThat(loader.missed()).isEmpty();
    assertThat(command).isNotNull();
    reporter.publishEntry("smaller", String.valueOf(command));
  }

  @Test
  void shrink_seedThatHolds_isRefused() {
    Options brief = Options.standard().withSeconds(5);
    assertThatThrownBy(() -> Minimizer.shrink(1, brief, _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seed 1");
  }
}
