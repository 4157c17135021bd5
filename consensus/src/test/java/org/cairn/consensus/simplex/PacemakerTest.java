package org.cairn.consensus.simplex;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cairn.consensus.message.Justification;
import org.junit.jupiter.api.Test;

final class PacemakerTest {
  private final Pacemaker pacemaker = new Pacemaker(EngineConfig.of(100, 50));

  @Test
  void delta_growsAfterTheGraceUpToTheCapAndFallsBack() {
    assertThat(pacemaker.deltaMillis(1, 0)).isEqualTo(100);
    assertThat(pacemaker.deltaMillis(4, 0)).isEqualTo(100);
    assertThat(pacemaker.deltaMillis(5, 0)).isEqualTo(150);
    assertThat(pacemaker.deltaMillis(100, 0)).isEqualTo(800);
    assertThat(pacemaker.deltaMillis(100, 98)).isEqualTo(100);
  }

  /// A justification's room for nullifications is never used up: the waits would take years.
  @Test
  void delta_inTheVeryLongRun_doubles() {
    assertThat(pacemaker.deltaMillis(129, 0)).isEqualTo(1_600);
    assertThat(pacemaker.deltaMillis(257, 0)).isEqualTo(3_200);
    Duration total = Duration.ZERO;
    for (long view = 1; view <= Justification.MAX_SKIPS; view++) {
      total = total.plusMillis(pacemaker.deltaMillis(view, 0));
    }
    assertThat(total).isGreaterThan(Duration.ofDays(10 * 365));
    assertThat(pacemaker.rebroadcast(pacemaker.deltaMillis(4_000, 0)))
        .as("nodes go on repeating themselves")
        .isLessThan(Duration.ofSeconds(2));
  }
}
