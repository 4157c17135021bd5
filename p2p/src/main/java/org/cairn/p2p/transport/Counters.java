package org.cairn.p2p.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.cairn.p2p.peer.DisconnectReason;

/// The network's counters. Written by the network loop and by senders, read by anyone.
final class Counters {
  final LongAdder bytesIn = new LongAdder();
  final LongAdder bytesOut = new LongAdder();
  final LongAdder framesIn = new LongAdder();
  final LongAdder framesOut = new LongAdder();
  final LongAdder writes = new LongAdder();
  final LongAdder droppedIn = new LongAdder();
  final LongAdder droppedOut = new LongAdder();
  final LongAdder dials = new LongAdder();
  final LongAdder failedHandshakes = new LongAdder();
  final LongAdder requestsServed = new LongAdder();
  final LongAdder faults = new LongAdder();
  private final Map<DisconnectReason, LongAdder> disconnects =
      new EnumMap<>(DisconnectReason.class);

  Counters() {
    for (DisconnectReason reason : DisconnectReason.values()) {
      disconnects.put(reason, new LongAdder());
    }
  }

  void disconnected(DisconnectReason reason) {
    LongAdder adder = disconnects.get(reason);
    if (adder != null) {
      adder.increment();
    }
  }

  Map<DisconnectReason, Long> disconnects() {
    Map<DisconnectReason, Long> counts = new EnumMap<>(DisconnectReason.class);
    disconnects.forEach((reason, adder) -> counts.put(reason, adder.sum()));
    return counts;
  }
}
