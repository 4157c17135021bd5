package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DynamicTest;

/// What a client does on one occasion, as it was recorded elsewhere: which methods it surely asks
/// for, which of them the node refuses, and what comes of it.
///
/// @param refused method and code of each error that belongs to the flow; there must be no other
/// @param tolerated errors that the client may provoke, depending on its timing
record Flow(String name, Set<String> asked, Set<String> refused, Set<String> tolerated, Act act) {
  /// What the client does, with assertions on what it is told.
  @FunctionalInterface
  interface Act {
    void perform() throws Exception;
  }

  static Flow of(String name, Set<String> asked, Act act) {
    return new Flow(name, asked, Set.of(), Set.of(), act);
  }

  Flow refusing(String... errors) {
    return new Flow(name, asked, Set.of(errors), tolerated, act);
  }

  Flow tolerating(String... errors) {
    return new Flow(name, asked, refused, Set.of(errors), act);
  }

  DynamicTest through(RecordingProxy proxy) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          RecordingProxy.Traffic _ = proxy.take();
          act.perform();
          RecordingProxy.Traffic traffic = proxy.take();
          assertThat(traffic.asked()).as("methods").containsAll(asked);
          traffic.refused().removeAll(tolerated);
          assertThat(traffic.refused()).as("errors").isEqualTo(refused);
        });
  }
}
