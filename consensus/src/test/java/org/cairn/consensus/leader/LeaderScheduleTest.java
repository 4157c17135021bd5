package org.cairn.consensus.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

final class LeaderScheduleTest {
  @Test
  void leader_overACycle_isProportionalToStake() {
    LeaderSchedule schedule = schedule(40L, 30L, 20L, 10L);
    int[] views = new int[4];
    long last = schedule.cycleViews();
    for (long view = 1; view <= last; view++) {
      views[schedule.leader(view)]++;
    }
    assertThat(last).isEqualTo(512);
    assertThat(views).containsExactly(205, 154, 102, 51);
  }

  @Test
  void leader_dependsOnNothingButTheContext() {
    LeaderSchedule one = schedule(3L, 3L, 1L);
    LeaderSchedule two = schedule(3L, 3L, 1L);
    int changes = 0;
    for (long view = 1; view <= 2_000; view++) {
      assertThat(one.leader(view)).isEqualTo(two.leader(view));
      changes += one.leader(view) == one.leader(view + 512) ? 0 : 1;
    }
    assertThat(two.leader(5)).as("going back").isEqualTo(one.leader(5));
    assertThat(changes).as("cycles differ").isGreaterThan(500);
    assertThatThrownBy(() -> one.leader(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leader_withTinyStake_stillHasShareOrNone() {
    LeaderSchedule schedule = schedule(1L, (1L << 53) - 2);
    for (long view = 1; view <= 512; view++) {
      assertThat(schedule.leader(view)).isEqualTo(1);
    }
  }

  private static LeaderSchedule schedule(Long... stakes) {
    ValidatorSet validators = new ValidatorSet(FakeBls.validators(List.of(stakes)));
    return new LeaderSchedule(
        EpochContext.genesis(new EpochContext.Chain(1, Hash.ZERO, 0, 32), validators, Hash.ZERO));
  }
}
