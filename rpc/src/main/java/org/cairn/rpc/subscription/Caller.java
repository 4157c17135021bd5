package org.cairn.rpc.subscription;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who sent a message, and what is to happen when the message is answered. Used by one thread.
public final class Caller {
  private final @Nullable Subscriber subscriber;
  private final List<Runnable> afterwards = new ArrayList<>();

  /// @param subscriber the connection when it can be pushed to
  public Caller(@Nullable Subscriber subscriber) {
    this.subscriber = subscriber;
  }

  public @Nullable Subscriber subscriber() {
    return subscriber;
  }

  /// Runs the action once the response is on its way, as a client knows a subscription only from
  /// then on.
  public void afterResponse(Runnable action) {
    afterwards.add(action);
  }

  public void answered() {
    afterwards.forEach(Runnable::run);
    afterwards.clear();
  }
}
