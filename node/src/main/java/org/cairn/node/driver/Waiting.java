package org.cairn.node.driver;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Waits for work that was handed to another thread and cannot fail but by a defect.
final class Waiting {
  private Waiting() {}

  /// @throws IllegalStateException when the work threw, or this thread is told to end
  static <T> T forResult(Future<T> work) {
    try {
      return work.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
