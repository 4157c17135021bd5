package org.cairn.consensus.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongFunction;
import org.cairn.consensus.sim.campaign.Draw;
import org.cairn.consensus.sim.campaign.Minimizer;
import org.cairn.consensus.sim.campaign.Options;
import org.cairn.consensus.sim.campaign.Run;
import org.cairn.consensus.sim.world.Scenario;
import org.jspecify.annotations.Nullable;

/// Makes a failing seed small, on the classes of its own loader, and checks what came of it. Gives
/// out the command that replays it, or nothing when the seed does not fail.
final class ShrinkTrial implements LongFunction<@Nullable String> {
  @Override
  public @Nullable String apply(long seed) {
    Options options = Options.standard().withSeconds(30);
    Run.Outcome failure = Run.of(seed, options);
    if (failure.isGood()) {
      return null;
    }
    Options small = Minimizer.shrink(seed, options, _ -> {});
    Run.Outcome again = Run.of(seed, small);
    assertThat(again.rule()).isEqualTo(failure.rule());
    assertThat(Run.of(seed, small)).as("to the byte").isEqualTo(again);
    Scenario before = Draw.of(seed, options);
    Scenario after = Draw.of(seed, small);
    assertThat(size(after)).isLessThan(size(before));
    assertThat(after.endMillis()).isLessThanOrEqualTo(before.endMillis());
    assertThat(after.stakes().size()).isLessThanOrEqualTo(before.stakes().size());
    assertThat(Minimizer.shrink(seed, small, _ -> {})).as("nothing more").isEqualTo(small);
    return small.command(seed);
  }

  private static int size(Scenario scenario) {
    return scenario.mishaps().size() + scenario.corrupt().size() + scenario.lossPercent();
  }
}
