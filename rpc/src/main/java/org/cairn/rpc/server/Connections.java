package org.cairn.rpc.server;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.cairn.rpc.port.ConnectionLimits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open connections of the port. When there are too many, a new one takes the place of one that
/// has said nothing, or has nothing to say for the longest time, and only when all of them are at
/// work is it refused: so nobody who only connects keeps others out. Event loops call it, and its
/// sweep closes what takes too long.
final class Connections {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /// What a connection waits for.
  enum Phase {
    FIRST_REQUEST,
    BODY,
    METHOD,
    READER,
    NEXT_REQUEST,
    /// Nothing: it has become a WebSocket, which has rules of its own.
    WEB_SOCKET
  }

  /// One of them. Its phase is set on its event loop, and read by all.
  static final class Connection {
    private final HttpConnection http;
    private final SocketAddress remote;
    private final Client client;
    private final LongSupplier nanoTime;
    private volatile Phase phase = Phase.FIRST_REQUEST;
    private volatile long sinceNanos;
    private volatile @Nullable Runnable timedOut;

    private Connection(HttpConnection http, LongSupplier nanoTime) {
      this.http = http;
      this.remote = http.remoteAddress();
      this.client = Client.of(remote.hostAddress());
      this.nanoTime = nanoTime;
      this.sinceNanos = nanoTime.getAsLong();
    }

    Client client() {
      return client;
    }

    void enter(Phase next) {
      sinceNanos = nanoTime.getAsLong();
      phase = next;
      timedOut = null;
    }

    /// Begins to read a body; if it takes too long, that is told by the action instead of silence.
    void receive(Runnable whenTooLong) {
      enter(Phase.BODY);
      timedOut = whenTooLong;
    }

    /// Ends it at once. Vert.x would first write what is left, for which a reader that reads
    /// nothing would have to read; so this goes to the channel itself.
    void cut() {
      if (http instanceof ConnectionBase base) {
        Channel channel = base.channel();
        channel.eventLoop().execute(() -> channel.unsafe().close(channel.newPromise()));
      } else {
        Replies.unlessGone(http.close());
      }
    }

    private void endLate() {
      Runnable action = timedOut;
      if (action == null) {
        cut();
      } else {
        timedOut = null;
        action.run();
      }
    }
  }

  private final ConnectionLimits limits;
  private final Set<String> trusted;
  private final LongSupplier nanoTime;

  /// By address and port of the other end, which are known of requests and WebSockets alike.
  private final Map<SocketAddress, Connection> open = new ConcurrentHashMap<>();

  private final AtomicInteger webSockets = new AtomicInteger();

  // Guarded by `this`: the open ones that have made no request yet, oldest first, and how many are
  // open by address.
  private final Map<SocketAddress, Connection> silent = new LinkedHashMap<>();
  private final Map<Client, Integer> byClient = new HashMap<>();

  Connections(ConnectionLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.trusted =
        limits.trusted().stream()
            .map(host -> Client.of(host).address())
            .collect(Collectors.toUnmodifiableSet());
  }

  /// Takes in a new connection, or closes it.
  void opened(HttpConnection http) {
    Connection connection = new Connection(http, nanoTime);
    Connection victim = null;
    boolean isTaken = true;
    synchronized (this) {
      if (isOneTooMany(connection.client)) {
        victim = leastMissed(connection.client);
        isTaken = victim != null;
      } else if (open.size() >= limits.maxOpen()) {
        victim = leastMissed(null);
        isTaken = victim != null;
      }
      if (victim != null) {
        remove(victim);
      }
      if (isTaken) {
        open.put(connection.remote, connection);
        silent.put(connection.remote, connection);
        byClient.merge(connection.client, 1, Integer::sum);
      }
    }
    if (victim != null) {
      victim.cut();
    }
    if (isTaken) {
      http.closeHandler(_ -> closed(connection));
    } else {
      LOG.debug("event=connection_refused client={}", connection.remote);
      connection.cut();
    }
  }

  /// The connection that a request came by, or nothing when it is being closed.
  @Nullable Connection of(SocketAddress remote) {
    Connection connection = open.get(remote);
    if (connection != null && connection.phase == Phase.FIRST_REQUEST) {
      synchronized (this) {
        silent.remove(remote, connection);
      }
    }
    return connection;
  }

  /// Makes it a WebSocket; false when there are too many of them.
  boolean upgrade(Connection connection) {
    if (webSockets.incrementAndGet() > limits.maxWebSockets()) {
      webSockets.decrementAndGet();
      return false;
    }
    connection.enter(Phase.WEB_SOCKET);
    return true;
  }

  /// Ends what has taken too long.
  void sweep() {
    long nowNanos = nanoTime.getAsLong();
    List<Connection> late = new ArrayList<>();
    for (Connection each : open.values()) {
      Duration limit = patience(each.phase);
      if (limit != null && nowNanos - each.sinceNanos > limit.toNanos()) {
        late.add(each);
      }
    }
    for (Connection each : late) {
      LOG.debug("event=connection_late client={} phase={}", each.remote, each.phase);
      each.endLate();
    }
  }

  /// Ends all of them at once.
  void cutAll() {
    open.values().forEach(Connection::cut);
  }

  private @Nullable Duration patience(Phase phase) {
    return switch (phase) {
      case FIRST_REQUEST -> limits.firstRequest();
      case BODY -> limits.request();
      case READER -> limits.unread();
      case NEXT_REQUEST -> limits.idle();
      case METHOD, WEB_SOCKET -> null;
    };
  }

  /// Called when it is closed, by its end or by ours.
  synchronized void closed(Connection connection) {
    remove(connection);
  }

  /// Called with the lock.
  private void remove(Connection connection) {
    if (!open.remove(connection.remote, connection)) {
      return;
    }
    silent.remove(connection.remote, connection);
    byClient.computeIfPresent(connection.client, (_, count) -> count == 1 ? null : count - 1);
    if (connection.phase == Phase.WEB_SOCKET) {
      webSockets.decrementAndGet();
    }
  }

  /// Whose end costs least, of a client or of all: the oldest that has made no request, else the
  /// one that has made none for the longest time. Called with the lock.
  private @Nullable Connection leastMissed(@Nullable Client client) {
    for (Connection each : silent.values()) {
      if (client == null || each.client.equals(client)) {
        return each;
      }
    }
    long nowNanos = nanoTime.getAsLong();
    return open.values().stream()
        .filter(each -> each.phase == Phase.NEXT_REQUEST)
        .filter(each -> client == null || each.client.equals(client))
        .max(Comparator.comparingLong(each -> nowNanos - each.sinceNanos))
        .orElse(null);
  }

  /// Called with the lock.
  private boolean isOneTooMany(Client client) {
    return byClient.getOrDefault(client, 0) >= limits.maxOfAddress()
        && !trusted.contains(client.address());
  }
}
