package org.cairn.consensus.sim.world;

import java.util.HashMap;
import java.util.Map;
import org.cairn.consensus.simplex.Input;
import org.cairn.consensus.simplex.TimerId;

/// The timers of a simulated node's process, by its own clock.
final class Timers {
  private final SimNode node;
  private final Map<TimerId, Long> running = new HashMap<>();
  private long settings;

  Timers(SimNode node) {
    this.node = node;
  }

  void set(TimerId timer, long afterMillis) {
    Long setting = ++settings;
    running.put(timer, setting);
    node.later(
        node.clock().worldMillis(afterMillis),
        () -> {
          if (setting.equals(running.get(timer))) {
            running.remove(timer);
            node.input(new Input.TimerFired(timer));
          }
        });
  }

  void cancel(TimerId timer) {
    running.remove(timer);
  }

  void clear() {
    running.clear();
  }
}
