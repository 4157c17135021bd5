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
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.server.Connections.Connection;
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
  private static final Buffer PING = Buffer.buffer("cairn");
  private static final long CUT_MILLIS = 3_000;
  private static final Duration CLOSING_TIME = Duration.ofSeconds(2);
  private static final short PROTOCOL_ERROR = 1002;
  private static final short POLICY_VIOLATION = 1008;

  /// What all sessions share.
  record Surroundings(
      Vertx vertx,
      Workers workers,
      Gate gate,
      Subscriptions subscriptions,
      MemoryBudget budget,
      RpcLimits limits) {}

  private final ServerWebSocket socket;
  private final Connection connection;
  private final Surroundings around;
  private final Context context;
  private final AtomicLong unreadBytes = new AtomicLong();
  private final AtomicBoolean dropped = new AtomicBoolean();
  private int inFlight;
  private long heardNanos = System.nanoTime();

  private WebSocketSession(ServerWebSocket socket, Connection connection, Surroundings around) {
    this.socket = socket;
    this.connection = connection;
    this.around = around;
    this.context = around.vertx().getOrCreateContext();
  }

  /// Serves the connection until it closes. Called on its event loop.
  static void serve(
      ServerWebSocket socket, Connection connection, Surroundings around, Connections connections) {
    var session = new WebSocketSession(socket, connection, around);
    long pings = around.vertx().setPeriodic(PING_MILLIS, _ -> session.ping());
    socket.textMessageHandler(text -> session.onMessage(text.getBytes(UTF_8)));
    socket.binaryMessageHandler(message -> session.onMessage(message.getBytes()));
    socket.pongHandler(_ -> session.heardNanos = System.nanoTime());
    socket.exceptionHandler(e -> {
      if (e instanceof HttpClosedException) {
        return;
      }
      LOG.debug("event=websocket_failed reason=\"{}\"", e.getMessage());
      session.drop(PROTOCOL_ERROR, "no valid message, or one that is too long");
    });
    socket.closeHandler(_ -> {
      around.vertx().cancelTimer(pings);
      session.dropped.set(true);
      around.subscriptions().closeAll(session);
      connections.closed(connection);
    });
  }

  /// Clients answer pings, without which a connection whose other end is gone would stay.
  private void ping() {
    if (System.nanoTime() - heardNanos > around.limits().connections().idle().toNanos()) {
      drop(POLICY_VIOLATION, "no answer to pings");
    } else {
      Replies.unlessGone(socket.writePing(PING));
    }
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
    heardNanos = System.nanoTime();
    inFlight++;
    if (inFlight == MAX_IN_FLIGHT) {
      socket.pause();
    }
    around
        .workers()
        .submit(message, around.gate().caller(this, connection), response -> onAnswer(response));
  }

  private void onAnswer(@Nullable ResponseBuffer response) {
    if (response != null) {
      String text = response.text();
      response.release();
      send(text);
    }
    onLoop(() -> {
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
    int length = text.length();
    long unread = unreadBytes.addAndGet(length);
    if (unread - length > around.limits().maxPushBytes() || !around.budget().take(length)) {
      drop(POLICY_VIOLATION, "too slow: notifications were left unread");
      return;
    }
    onLoop(() -> {
      if (socket.isClosed()) {
        around.budget().give(length);
        return;
      }
      Replies.unlessGone(
          socket
              .writeTextMessage(text)
              .onComplete(_ -> {
                unreadBytes.addAndGet(-length);
                around.budget().give(length);
              }));
    });
  }

  private void onLoop(Runnable action) {
    if (context.equals(Vertx.currentContext())) {
      action.run();
    } else {
      context.runOnContext(_ -> action.run());
    }
  }

  private void drop(short status, String reason) {
    if (dropped.compareAndSet(false, true)) {
      around.subscriptions().closeAll(this);
      LOG.debug("event=client_dropped client={} reason=\"{}\"", socket.remoteAddress(), reason);
      context.runOnContext(_ -> {
        Replies.unlessGone(socket.shutdown(CLOSING_TIME, status, reason));
        // Who reads nothing does not read the reason either.
        var _ = around.vertx().setTimer(CUT_MILLIS, _ -> connection.cut());
      });
    }
  }
}
