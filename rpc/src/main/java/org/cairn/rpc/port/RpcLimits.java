package org.cairn.rpc.port;

import java.time.Duration;

/// What one client, or all of them together, may ask of the endpoint.
///
/// @param maxBodyBytes the longest request, and the longest WebSocket message
/// @param maxResponseBytes the longest response
/// @param maxBatch requests in a batch
/// @param maxConcurrentCalls methods that compute at once, each on a thread of its own
/// @param maxWaitingMessages messages that wait for a method to end before new ones are refused
/// @param connections what may be open, and for how long
/// @param callGas the most gas of a simulated call
/// @param maxLogBlocks blocks that a log query looks at
/// @param maxLogs logs that a query answers with
/// @param maxFilters filters that are open at once
/// @param filterIdle how long a filter lives that nobody asks for
/// @param maxSubscriptions subscriptions of a connection
/// @param maxPushBytes what a WebSocket client may leave unread before it is dropped
/// @param syncTimeout how long a synchronous submission waits for its receipt
public record RpcLimits(
    int maxBodyBytes,
    int maxResponseBytes,
    int maxBatch,
    int maxConcurrentCalls,
    int maxWaitingMessages,
    ConnectionLimits connections,
    long callGas,
    int maxLogBlocks,
    int maxLogs,
    int maxFilters,
    Duration filterIdle,
    int maxSubscriptions,
    int maxPushBytes,
    Duration syncTimeout) {
  public static final RpcLimits DEFAULT =
      new RpcLimits(
          5 << 20,
          32 << 20,
          1_000,
          8,
          2_048,
          ConnectionLimits.DEFAULT,
          50_000_000,
          100_000,
          20_000,
          1_024,
          Duration.ofMinutes(5),
          128,
          4 << 20,
          Duration.ofSeconds(20));

  /// The same but for the size of messages.
  public RpcLimits withMessages(int bodyBytes, int batch) {
    return new RpcLimits(
        bodyBytes,
        maxResponseBytes,
        batch,
        maxConcurrentCalls,
        maxWaitingMessages,
        connections,
        callGas,
        maxLogBlocks,
        maxLogs,
        maxFilters,
        filterIdle,
        maxSubscriptions,
        maxPushBytes,
        syncTimeout);
  }
}
