package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.cairn.rpc.subscription.Subscriber;
import org.cairn.rpc.subscription.Subscriptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One WebSocket connection: messages in, responses and notifications out. State is owned by the
/// connection's event loop, but for what is being sent, which all threads count together.
final class WebSocketSession implements Subscriber {
  private static final Logger LOG = LoggerFactory.getLogger(WebSocketSession.class);

  /// With more messages unanswered, the connection is not read from.
  private static final int MAX_IN_FLIGHT = 64;

  private static final long PING_MILLIS = 30_000;
  private static final Duration CLOSING_TIME = Duration.ofSeconds(2);
  private static final short PROTOCOL_ERROR = 1002;
  private static final short POLICY_VIOLATION = 1008;

  private final ServerWebSocket socket;
  private final Context context;
  private final Workers workers;
  private final Gate gate;
  private final Subscriptions subscriptions;
  private final int maxUnreadBytes;
  private final AtomicLong unreadBytes = new AtomicLong();
  private final AtomicBoolean dropped = new AtomicBoolean();
  private int inFlight;

  private WebSocketSession(
      Vertx vertx,
      ServerWebSocket socket,
      Workers workers,
      Gate gate,
      Subscriptions subscriptions,
      int maxUnreadBytes) {
    this.socket = socket;
    this.context = vertx.getOrCreateContext();
    this.workers = workers;
    this.gate = gate;
    this.subscriptions = subscriptions;
    this.maxUnreadBytes = maxUnreadBytes;
  }

  /// Serves the connection until it closes. Called on its event loop.
  static void serve(
      Vertx vertx,
      ServerWebSocket socket,
      Workers workers,
      Gate gate,
      Subscriptions subscriptions,
      int maxUnreadBytes) {
    var session = new WebSocketSession(vertx, socket, workers, gate, subscriptions, maxUnreadBytes);
    long pings =
        vertx.setPeriodic(
            PING_MILLIS, _ -> Replies.unlessGone(socket.writePing(Buffer.buffer("cairn"))));
    socket.textMessageHandler(text -> session.onMessage(text.getBytes(UTF_8)));
    socket.binaryMessageHandler(message -> session.onMessage(message.getBytes()));
    socket.exceptionHandler(e -> {
      if (e instanceof HttpClosedException) {
        return;
      }
      LOG.debug("event=websocket_failed reason=\"{}\"", e.getMessage());
      session.drop(PROTOCOL_ERROR, "no valid message, or one that is too long");
    });
    socket.closeHandler(_ -> {
      vertx.cancelTimer(pings);
      session.dropped.set(true);
      subscriptions.closeAll(session);
    });
  }

  /// A client that leaves too much unread is closed with a reason, as nothing is final news any
  /// more when it comes late.
  @Override
  public void push(String text) {
    send(text);
  }

  @Override
  public boolean isOpen() {
    return !dropped.get();
  }

  private void onMessage(byte[] message) {
    inFlight++;
    if (inFlight == MAX_IN_FLIGHT) {
      socket.pause();
    }
    workers.submit(
        message, gate.caller(this, socket.remoteAddress()), response -> onAnswer(response));
  }

  private void onAnswer(byte @Nullable [] response) {
    if (response != null) {
      send(new String(response, UTF_8));
    }
    context.runOnContext(_ -> {
      inFlight--;
      if (inFlight == MAX_IN_FLIGHT - 1) {
        socket.resume();
      }
    });
  }

  private void send(String text) {
    if (dropped.get()) {
      return;
    }
    long unread = unreadBytes.addAndGet(text.length());
    if (unread - text.length() > maxUnreadBytes) {
      drop(POLICY_VIOLATION, "too slow: notifications were left unread");
      return;
    }
    context.runOnContext(_ -> {
      if (socket.isClosed()) {
        return;
      }
      Replies.unlessGone(
          socket.writeTextMessage(text).onComplete(_ -> unreadBytes.addAndGet(-text.length())));
    });
  }

  private void drop(short status, String reason) {
    if (dropped.compareAndSet(false, true)) {
      subscriptions.closeAll(this);
      LOG.debug("event=client_dropped client={} reason=\"{}\"", socket.remoteAddress(), reason);
      context.runOnContext(_ -> Replies.unlessGone(socket.shutdown(CLOSING_TIME, status, reason)));
    }
  }
}
