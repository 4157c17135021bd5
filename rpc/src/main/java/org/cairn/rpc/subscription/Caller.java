package org.cairn.rpc.subscription;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who sent a message, and what is to happen when the message is answered. Used by one thread.
public final class Caller {
  /// Who is not counted: a program on this machine.
  public static final String NOBODY = "";

  private final @Nullable Subscriber subscriber;
  private final String client;
  private final Object lane;
  private final boolean mayAdminister;

  /// Hardly ever used, so that it is made when it is.
  private @Nullable List<Runnable> afterwards;

  /// @param subscriber the connection when it can be pushed to
  /// @param client the address whose calls are counted together; [#NOBODY] when they are not
  /// @param lane whose calls wait for one another and not for those of other lanes
  /// @param mayAdminister whether the methods that are for the operator alone are served
  public Caller(
      @Nullable Subscriber subscriber, String client, Object lane, boolean mayAdminister) {
    this.subscriber = subscriber;
    this.client = client;
    this.lane = lane;
    this.mayAdminister = mayAdminister;
  }

  public String client() {
    return client;
  }

  public Object lane() {
    return lane;
  }

  public boolean mayAdminister() {
    return mayAdminister;
  }

  public @Nullable Subscriber subscriber() {
    return subscriber;
  }

  /// Runs the action once the response is on its way, as a client knows a subscription only from
  /// then on.
  public void afterResponse(Runnable action) {
    List<Runnable> actions = afterwards;
    if (actions == null) {
      actions = new ArrayList<>();
      afterwards = actions;
    }
    actions.add(action);
  }

  public void answered() {
    List<Runnable> actions = afterwards;
    if (actions != null) {
      afterwards = null;
      actions.forEach(Runnable::run);
    }
  }
}
