package org.cairn.node.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.message.Round;
import org.junit.jupiter.api.Test;

final class CommitSyncTest {
  private static final long INTERVAL_MILLIS = CommitSync.INTERVAL_NANOS / 1_000_000;

  private final VirtualTime time = new VirtualTime(1_000);
  private final List<String> events = new ArrayList<>();
  private final CommitSync commits =
      new CommitSync(
          () -> events.add("sync"), time, round -> events.add("durable " + round.view()));

  @Test
  void committed_slowly_isDurableAtOnce() {
    for (int view = 1; view <= 3; view++) {
      commits.committed(new Round(0, view));
      time.pass(INTERVAL_MILLIS);
    }
    assertThat(events)
        .containsExactly("sync", "durable 1", "sync", "durable 2", "sync", "durable 3");
  }

  @Test
  void committed_fast_isDurableTogether() {
    for (int view = 1; view <= 21; view++) {
      commits.committed(new Round(0, view));
      time.pass(INTERVAL_MILLIS / 10);
    }
    assertThat(events)
        .containsExactly("sync", "durable 1", "sync", "durable 11", "sync", "durable 21");
  }

  /// What the disk did not take is not durable: the failure goes on to the thread's root.
  @Test
  void committed_whenTheDiskFails_isNotDurable() {
    var failing =
        new CommitSync(
            () -> {
              throw new IllegalStateException("disk");
            },
            time,
            round -> events.add("durable " + round.view()));
    assertThatThrownBy(() -> failing.committed(new Round(0, 1))).hasMessage("disk");
    assertThat(events).isEmpty();
  }
}
