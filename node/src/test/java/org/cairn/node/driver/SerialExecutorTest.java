package org.cairn.node.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
  @Test
  void submit_manyTasks_runInOrderOnOneThread() {
    List<Integer> order = new ArrayList<>();
    var executor = new SerialExecutor("test", 1_000, _ -> {});
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      executor.submit(() -> order.add(number));
    }
    executor.close();
    assertThat(order).hasSize(1_000).isSorted();
  }

  @Test
  void task_thatThrows_isReportedAsFatal() throws Exception {
    var fatal = new CompletableFuture<Throwable>();
    try (var executor = new SerialExecutor("test", 10, fatal::complete)) {
      executor.submit(() -> {
        throw new IllegalStateException("broken");
      });
      assertThat(fatal.get(10, TimeUnit.SECONDS)).hasMessage("broken");
    }
  }

  @Test
  void offer_toAFullQueue_isRefused() {
    var held = new CountDownLatch(1);
    var running = new CountDownLatch(1);
    try (var executor = new SerialExecutor("test", 1, _ -> {})) {
      executor.submit(() -> {
        running.countDown();
        await(held);
      });
      await(running);
      assertThat(executor.offer(() -> {})).isTrue();
      assertThat(executor.offer(() -> {})).isFalse();
      held.countDown();
    }
  }

  @Test
  void offer_afterClose_isRefused() {
    var executor = new SerialExecutor("test", 1, _ -> {});
    executor.close();
    assertThat(executor.offer(() -> {})).isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
