package org.cairn.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Waits for parts that start asynchronously.
final class Startup {
  private Startup() {}

  /// @throws StartFailure with the part's own message
  static <T> T await(CompletableFuture<T> starting) {
    try {
      return starting.join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartFailure(String.valueOf(cause.getMessage()), cause);
    }
  }
}
