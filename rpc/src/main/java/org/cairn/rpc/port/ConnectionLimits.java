package org.cairn.rpc.port;

import java.time.Duration;
import java.util.Set;

/// What may be kept open, for how long, and how much memory answers may take that nobody reads.
///
/// @param maxOpen HTTP and WebSocket connections together
/// @param maxOfAddress connections of one client address
/// @param maxWebSockets WebSocket connections among them, so that some are left for HTTP
/// @param trusted addresses without a limit of their own, as of a proxy
/// @param firstRequest how long a new connection may take to its first whole request
/// @param request how long a request's body may take
/// @param idle how long a connection is kept between requests
/// @param unread how long a client may read nothing of an answer
/// @param maxAnswerBytes answers that are being made or read, of all clients together
public record ConnectionLimits(
    int maxOpen,
    int maxOfAddress,
    int maxWebSockets,
    Set<String> trusted,
    Duration firstRequest,
    Duration request,
    Duration idle,
    Duration unread,
    int maxAnswerBytes) {
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(
          1_024,
          128,
          768,
          Set.of("127.0.0.1", "::1"),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(120),
          Duration.ofSeconds(20),
          48 << 20);

  public ConnectionLimits {
    trusted = Set.copyOf(trusted);
  }
}
