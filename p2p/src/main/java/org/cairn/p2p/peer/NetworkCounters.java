package org.cairn.p2p.peer;

import java.util.Map;

/// The network's numbers since it started; `peers` and the two after it are those of now. Bytes are
/// those of frames, before TLS; `writes` are records, each of which holds one frame or several.
/// `droppedOut` and `droppedIn` are messages that a full queue lost.
public record NetworkCounters(
    int peers,
    int validators,
    int banned,
    long bytesIn,
    long bytesOut,
    long framesIn,
    long framesOut,
    long writes,
    long droppedIn,
    long droppedOut,
    long dials,
    long failedHandshakes,
    long requestsServed,
    long faults,
    Map<DisconnectReason, Long> disconnects) {
  public NetworkCounters {
    disconnects = Map.copyOf(disconnects);
  }
}
