package org.cairn.rpc.server;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which web pages may use the endpoint (cross-origin resource sharing). Programs send no origin
/// and are not concerned.
final class Cors {
  private static final Logger LOG = LoggerFactory.getLogger(Cors.class);
  private static final int MAX_LOGGED_ORIGINS = 100;
  private static final int MAX_LOGGED_CHARS = 200;
  private static final String MAX_AGE_SECONDS = "7200";

  private final List<String> origins;
  private final String flag;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  Cors(List<String> origins, String flag) {
    this.origins = origins;
    this.flag = flag;
  }

  /// Whether a request with these headers may be served. The first refusal of an origin is logged
  /// with the flag that would allow it, as this is what new users stumble over.
  boolean allows(MultiMap headers) {
    String origin = headers.get(HttpHeaders.ORIGIN);
    if (origin == null || origins.contains("*") || origins.contains(origin)) {
      return true;
    }
    String shown =
        origin.substring(0, Math.min(origin.length(), MAX_LOGGED_CHARS)).replaceAll("\\p{C}", "?");
    if (logged.size() < MAX_LOGGED_ORIGINS && logged.add(shown)) {
      LOG.warn("event=origin_refused origin={} hint=\"allow it with {} {}\"", shown, flag, shown);
    }
    return false;
  }

  /// Tells the browser that the page may read the response.
  void mark(HttpServerRequest request) {
    String allowed = allowedOrigin(request.headers());
    if (allowed != null) {
      var _ =
          request
              .response()
              .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, allowed)
              .putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
  }

  /// Answers the question that a browser asks before a request.
  void preflight(HttpServerRequest request) {
    MultiMap asked = request.headers();
    HttpServerResponse response = request.response();
    mark(request);
    response
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "POST, GET, OPTIONS")
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
    String headers = asked.get(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    response.putHeader(
        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers == null ? "Content-Type" : headers);
    if ("true".equals(asked.get("Access-Control-Request-Private-Network"))) {
      response.putHeader("Access-Control-Allow-Private-Network", "true");
    }
    Replies.end(response.setStatusCode(204));
  }

  private @Nullable String allowedOrigin(MultiMap headers) {
    String origin = headers.get(HttpHeaders.ORIGIN);
    if (origin == null) {
      return null;
    }
    return origins.contains("*") ? "*" : origins.contains(origin) ? origin : null;
  }
}
