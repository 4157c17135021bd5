package org.cairn.rpc.server;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.Subscriber;
import org.jspecify.annotations.Nullable;

/// Who gets in by the port: the origin and the name of the host that a browser tells, and the
/// token.
final class Gate {
  private static final long MILLIS_A_SECOND = 1_000;

  /// Why a request is not served, as an HTTP status and a line.
  record Refusal(int status, String text) {}

  private final Cors cors;
  private final Hosts hosts;
  private final @Nullable JsonWebToken tokens;
  private final boolean isLocal;

  Gate(ServerOptions options) {
    cors = new Cors(options.corsOrigins(), options.corsFlag());
    hosts = new Hosts(options.host(), options.access().hosts());
    Bytes secret = options.access().jwtSecret();
    tokens =
        secret == null
            ? null
            : new JsonWebToken(secret, () -> System.currentTimeMillis() / MILLIS_A_SECOND);
    isLocal = options.isLocal();
  }

  /// Of the question that a browser asks before a request, which carries no token.
  @Nullable Refusal preflightRefusal(MultiMap headers) {
    if (!hosts.allows(headers.get(HttpHeaders.HOST))) {
      return new Refusal(403, "host not allowed\n");
    }
    return cors.allows(headers) ? null : new Refusal(403, "origin not allowed\n");
  }

  @Nullable Refusal refusal(MultiMap headers) {
    Refusal refusal = preflightRefusal(headers);
    if (refusal != null || tokens == null) {
      return refusal;
    }
    String reason = tokens.refusal(headers.get(HttpHeaders.AUTHORIZATION));
    return reason == null ? null : new Refusal(401, reason + "\n");
  }

  Cors cors() {
    return cors;
  }

  /// Programs of this machine do not wait for one another, though they have one address.
  Caller caller(@Nullable Subscriber subscriber, Connections.Connection connection) {
    Client client = connection.client();
    Object lane = client.isLoopback() ? connection : client.address();
    return new Caller(subscriber, client.address(), lane, isLocal);
  }
}
