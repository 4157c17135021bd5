package org.cairn.node.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TimerThreadTest {
  private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();

  @Test
  void after_thatIsCancelled_neverRuns() throws Exception {
    try (var timers = new TimerThread(fatal::complete)) {
      List<String> ran = new ArrayList<>();
      long cancelled = timers.after(1_000, () -> ran.add("cancelled"));
      timers.cancel(cancelled);
      timers.cancel(cancelled);
      var done = new CompletableFuture<Boolean>();
      long _ = timers.after(2, () -> ran.add("first"));
      long last = timers.after(20, () -> done.complete(ran.add("second")));
      assertThat(done.get(10, TimeUnit.SECONDS)).isTrue();
      timers.cancel(last);
      assertThat(ran).containsExactly("first", "second");
      assertThat(fatal).isNotDone();
    }
  }

  @Test
  void after_taskThatThrows_isFatalAndOthersStillRun() throws Exception {
    try (var timers = new TimerThread(fatal::complete)) {
      long _ =
          timers.after(
              0,
              () -> {
                throw new IllegalStateException("a defect");
              });
      assertThat(fatal.get(10, TimeUnit.SECONDS)).hasMessage("a defect");
      var done = new CompletableFuture<Boolean>();
      long _ = timers.after(0, () -> done.complete(true));
      assertThat(done.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void after_close_isForgotten() {
    var timers = new TimerThread(fatal::complete);
    timers.close();
    long late = timers.after(1, () -> fatal.complete(new IllegalStateException("ran")));
    timers.cancel(late);
    assertThat(fatal).isNotDone();
  }
}
