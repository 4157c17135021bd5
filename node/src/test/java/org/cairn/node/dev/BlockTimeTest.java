package org.cairn.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockTimeTest {
  @Test
  void next_ofTheRealTime_isNowOrASecondAfterTheParent() {
    assertThat(BlockTime.REAL.next(1_000, 900)).isEqualTo(1_000);
    assertThat(BlockTime.REAL.next(1_000, 1_000)).isEqualTo(1_001);
    assertThat(BlockTime.REAL.next(1_000, 5_000)).isEqualTo(5_001);
  }

  @Test
  void next_withAnOffset_isShifted() {
    BlockTime later = BlockTime.REAL.shifted(60).shifted(40);
    assertThat(later.offsetSeconds()).isEqualTo(100);
    assertThat(later.next(1_000, 900)).isEqualTo(1_100);
    assertThat(later.after(1_000)).isEqualTo(later);
  }

  @Test
  void next_fixedOnce_shiftsTheClockThereafter() {
    BlockTime fixed = BlockTime.REAL.exactly(7_000);
    assertThat(fixed.next(1_000, 900)).isEqualTo(7_000);
    BlockTime after = fixed.after(1_000);
    assertThat(after.exactSeconds()).isNull();
    assertThat(after.next(1_005, 7_000)).isEqualTo(7_005);
  }

  @Test
  void next_withADistance_ignoresTheClock() {
    BlockTime every = BlockTime.REAL.every(12L);
    assertThat(every.next(1_000_000, 900)).isEqualTo(912);
    assertThat(every.exactly(2_000).next(1_000_000, 900)).isEqualTo(2_000);
    assertThat(every.every(null)).isEqualTo(BlockTime.REAL);
  }
}
