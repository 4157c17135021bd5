package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.cairn.rpc.subscription.Caller;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong nowNanos = new AtomicLong();
  private final RateLimit rate = new RateLimit(2, nowNanos::get);

  @Test
  void client_afterTenSecondsWorthOfCalls_goesOnAtTheRate() {
    assertThat(taken("a", 100)).isEqualTo(20);
    nowNanos.addAndGet(Duration.ofMillis(1500).toNanos());
    assertThat(taken("a", 100)).isEqualTo(3);
    nowNanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(taken("a", 100)).isEqualTo(20);
  }

  @Test
  void clients_areCountedApart() {
    assertThat(taken("a", 100)).isEqualTo(20);
    assertThat(taken("b", 100)).isEqualTo(20);
  }

  @Test
  void programsOfTheMachine_andNoLimit_areNotCounted() {
    assertThat(taken(Caller.NOBODY, 100)).isEqualTo(100);
    RateLimit none = new RateLimit(0, nowNanos::get);
    for (int i = 0; i < 100; i++) {
      assertThat(none.take("a")).isTrue();
    }
  }

  private int taken(String client, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += rate.take(client) ? 1 : 0;
    }
    return taken;
  }
}
