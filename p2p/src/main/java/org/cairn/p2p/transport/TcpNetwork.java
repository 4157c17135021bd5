package org.cairn.p2p.transport;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;
import org.cairn.p2p.discovery.AddressBook;
import org.cairn.p2p.discovery.AddressesFrame;
import org.cairn.p2p.discovery.KnownPeer;
import org.cairn.p2p.frame.FrameKind;
import org.cairn.p2p.handshake.Handshake;
import org.cairn.p2p.handshake.Hello;
import org.cairn.p2p.handshake.ValidatorIdentity;
import org.cairn.p2p.peer.BanList;
import org.cairn.p2p.peer.Channel;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.Inbox;
import org.cairn.p2p.peer.Network;
import org.cairn.p2p.peer.NetworkCounters;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.p2p.peer.PeerListener;
import org.cairn.p2p.peer.RequestException;
import org.cairn.p2p.peer.RequestHandler;
import org.cairn.p2p.request.PendingRequests;
import org.cairn.p2p.request.RequestFrame;
import org.cairn.p2p.request.ResponseFrame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The network over TCP. One event loop of Vert.x owns all of its state; other threads leave frames
/// in the sessions' queues or tasks on the loop. Listeners are called on the inbox thread, request
/// handlers on virtual threads.
public final class TcpNetwork implements Network, PeerSession.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(TcpNetwork.class);
  private static final long TICK_MILLIS = 50;
  private static final int MAX_INBOUND_HANDSHAKES = 64;
  private static final Duration FAULTS_BAN = Duration.ofMinutes(1);
  private static final Duration CLOSE_PATIENCE = Duration.ofMillis(700);

  private final Vertx vertx;
  private final NetworkConfig config;
  private final Credentials credentials;
  private final @Nullable ValidatorIdentity validator;
  private final Inbox inbox;
  private final RequestServer requestServer;
  private final Counters counters = new Counters();
  private final PeerTable table;
  private final SecureRandom random = new SecureRandom();
  private final long run = random.nextLong();
  private final PeerId self;
  private volatile @Nullable Context context;

  // Network loop only.
  private final Dialer dialer;
  private final BanList bans = new BanList();
  private final List<PeerSession> sessions = new ArrayList<>();
  private @Nullable NetServer server;
  private @Nullable String deployment;
  private long timer;
  private boolean closing;
  private volatile int banned;

  public TcpNetwork(Vertx vertx, NetworkConfig config, Credentials credentials) {
    this.vertx = vertx;
    this.config = config;
    this.credentials = credentials;
    this.validator = credentials.validator();
    this.self = credentials.id();
    this.inbox =
        new Inbox(
            (peer, e) ->
                disconnect(
                    peer.id(),
                    DisconnectReason.MALFORMED,
                    String.valueOf(e.getMessage()),
                    config.ban()),
            this::died);
    this.requestServer = new RequestServer(counters, this::badRequest);
    this.table = new PeerTable(self, config.maxPeers());
    this.dialer = new Dialer(config, table, counters, credentials.validator() != null);
  }

  /// Begins to listen and to dial. The future has the address that it listens at, or fails with a
  /// message for the operator when the port is not to be had.
  ///
  /// @param listeners called in this order
  /// @param handlers by the kind of request that they serve
  public CompletableFuture<HostPort> start(
      List<PeerListener> listeners, Map<Integer, RequestHandler> handlers) {
    requestServer.handlers(handlers);
    inbox.start(listeners);
    CompletableFuture<HostPort> started = new CompletableFuture<>();
    // A deployment of its own gives the network an event loop of its own.
    vertx
        .deployVerticle(this::deploy)
        .onSuccess(id -> {
          deployment = id;
          started.complete(listening());
        })
        .onFailure(e -> started.completeExceptionally(startFailure(e)));
    return started;
  }

  private Future<?> deploy(Context loop) {
    context = loop;
    NetServer listening = vertx.createNetServer(Tls.server(credentials.node(), config));
    server = listening;
    dialer.start(vertx.createNetClient(Tls.client(credentials.node(), config)));
    return listening
        .connectHandler(this::accepted)
        .exceptionHandler(_ -> counters.failedHandshakes.increment())
        .listen(config.listenPort(), config.listenHost())
        .onSuccess(_ -> {
          timer = vertx.setPeriodic(TICK_MILLIS, _ -> tick());
          tick();
        });
  }

  private HostPort listening() {
    NetServer listening = server;
    if (listening == null) {
      throw new InvariantViolation("not started");
    }
    return new HostPort(config.listenHost(), listening.actualPort());
  }

  private RuntimeException startFailure(Throwable cause) {
    String at = config.listenHost() + ":" + config.listenPort();
    return new IllegalStateException(
        cause instanceof BindException
            ? "p2p address " + at + " is taken or not one of this machine"
            : "p2p does not start at " + at + ": " + cause.getMessage(),
        cause);
  }

  /// Takes leave of all peers and stops. The future completes when all is closed.
  public CompletableFuture<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    if (context == null) {
      inbox.close();
      closed.complete(null);
      return closed;
    }
    onLoop(() -> {
      closing = true;
      for (PeerSession session : List.copyOf(sessions)) {
        session.end(DisconnectReason.SHUTDOWN, "");
      }
      long deadlineNanos = System.nanoTime() + CLOSE_PATIENCE.toNanos();
      awaitSessions(deadlineNanos)
          .compose(_ -> stopDeployment())
          .onComplete(_ -> {
            inbox.close();
            closed.complete(null);
          });
    });
    return closed;
  }

  private Future<Void> awaitSessions(long deadlineNanos) {
    Promise<Void> done = Promise.promise();
    vertx.setPeriodic(
        5,
        id -> {
          sessions.removeIf(PeerSession::isClosed);
          if ((sessions.isEmpty() && dialer.isIdle()) || deadlineNanos - System.nanoTime() <= 0) {
            vertx.cancelTimer(id);
            done.tryComplete();
          }
        });
    return done.future();
  }

  private Future<Void> stopDeployment() {
    vertx.cancelTimer(timer);
    List<Future<?>> stops = new ArrayList<>();
    if (server != null) {
      stops.add(server.close());
    }
    stops.add(dialer.close());
    return Future.join(stops)
        .transform(_ -> deployment == null ? Future.succeededFuture() : undeploy(deployment));
  }

  private Future<Void> undeploy(String id) {
    return vertx.undeploy(id);
  }

  // ---- what others call, from any thread

  @Override
  public PeerId self() {
    return self;
  }

  @Override
  public boolean send(PeerId peer, Channel channel, Bytes message) {
    PeerSession session = table.get(peer);
    return session != null && session.enqueue(channel.frame(), message);
  }

  @Override
  public boolean send(PeerId peer, Channel channel, List<Bytes> messages) {
    PeerSession session = table.get(peer);
    return session != null && session.enqueue(channel.frame(), messages);
  }

  @Override
  public int broadcast(Channel channel, Bytes message) {
    return send(channel, message, _ -> true);
  }

  @Override
  public int broadcastToValidators(Channel channel, Bytes message) {
    return send(channel, message, table::isValidator);
  }

  @Override
  public boolean sendToValidator(Bytes key, Channel channel, Bytes message) {
    return send(channel, message, session -> Objects.equals(key, session.info().validatorKey()))
        > 0;
  }

  private int send(Channel channel, Bytes message, Predicate<PeerSession> which) {
    int count = 0;
    for (PeerSession session : table.all()) {
      if (which.test(session) && session.enqueue(channel.frame(), message)) {
        count++;
      }
    }
    return count;
  }

  @Override
  public CompletableFuture<Bytes> request(PeerId peer, int kind, Bytes body, Duration timeout) {
    if (kind < 0 || kind > 255 || body.size() > MAX_REQUEST_BYTES) {
      throw new IllegalArgumentException("kind " + kind + ", " + body.size() + " bytes");
    }
    CompletableFuture<Bytes> answer = new CompletableFuture<>();
    PeerSession session = table.get(peer);
    if (session == null) {
      inbox.execute(() ->
          answer.completeExceptionally(
              new RequestException(RequestException.Reason.NOT_CONNECTED, peer.abbreviated())));
      return answer;
    }
    long id = session.requests().open(answer, System.nanoTime() + timeout.toNanos());
    if (id != 0 && !session.enqueue(FrameKind.REQUEST, new RequestFrame(id, kind, body).encode())) {
      session.requests().unsent(id);
    }
    return answer;
  }

  @Override
  public void disconnect(PeerId peer, DisconnectReason reason, Duration ban) {
    disconnect(peer, reason, "", ban);
  }

  private void disconnect(PeerId peer, DisconnectReason reason, String detail, Duration ban) {
    onLoop(() -> {
      PeerSession session = table.get(peer);
      ban(peer, session, ban);
      if (session != null) {
        session.end(reason, detail);
      }
    });
  }

  @Override
  public void fault(PeerId peer, String what) {
    onLoop(() -> {
      PeerSession session = table.get(peer);
      if (session != null) {
        fault(session, what);
      }
    });
  }

  @Override
  public List<PeerInfo> peers() {
    List<PeerInfo> peers = new ArrayList<>();
    table.all().forEach(session -> peers.add(session.info()));
    return peers;
  }

  @Override
  public void validators(Set<Bytes> validators) {
    table.validators(validators);
  }

  @Override
  public boolean isValidator(PeerInfo peer) {
    return table.isValidator(peer.validatorKey());
  }

  @Override
  public NetworkCounters counters() {
    return new NetworkCounters(
        table.size(),
        table.validatorCount(),
        banned,
        counters.bytesIn.sum(),
        counters.bytesOut.sum(),
        counters.framesIn.sum(),
        counters.framesOut.sum(),
        counters.writes.sum(),
        counters.droppedIn.sum(),
        counters.droppedOut.sum(),
        counters.dials.sum(),
        counters.failedHandshakes.sum(),
        counters.requestsServed.sum(),
        counters.faults.sum(),
        counters.disconnects());
  }

  private void onLoop(Runnable task) {
    Context loop = context;
    if (loop != null) {
      loop.runOnContext(_ -> task.run());
    }
  }

  private void died(Throwable cause) {
    LOG.error("event=p2p_inbox_died detail=\"no message is delivered any more\"", cause);
    CompletableFuture<Void> _ = close();
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    if (handler != null) {
      handler.uncaughtException(Thread.currentThread(), cause);
    }
  }

  // ---- the network loop

  private void tick() {
    long nowNanos = System.nanoTime();
    sessions.removeIf(PeerSession::isClosed);
    for (PeerSession session : List.copyOf(sessions)) {
      session.tick(config, nowNanos);
    }
    bans.expire(nowNanos);
    banned = bans.size();
    if (!closing) {
      dialer.dialDue(
          sessions,
          id -> id.equals(self) || bans.isBanned(id, nowNanos) || hasSession(id),
          this::connected);
    }
  }

  private boolean hasSession(PeerId id) {
    for (PeerSession session : sessions) {
      if (session.id().equals(id) && !session.isOver()) {
        return true;
      }
    }
    return false;
  }

  private void accepted(NetSocket socket) {
    int handshakes = 0;
    for (PeerSession session : sessions) {
      if (!session.outbound && session.isShaking()) {
        handshakes++;
      }
    }
    if (handshakes >= MAX_INBOUND_HANDSHAKES) {
      counters.failedHandshakes.increment();
      socket.close().onFailure(_ -> counters.failedHandshakes.increment());
      return;
    }
    connected(socket, null);
  }

  private void connected(NetSocket socket, AddressBook.@Nullable Entry entry) {
    PeerId id;
    try {
      id = Tls.peerId(socket);
    } catch (SSLPeerUnverifiedException e) {
      counters.failedHandshakes.increment();
      LOG.debug("event=no_certificate remote={}", socket.remoteAddress());
      socket.close().onFailure(_ -> counters.failedHandshakes.increment());
      if (entry != null) {
        dialer.failed(entry);
      }
      return;
    }
    Context loop = context;
    if (loop == null) {
      throw new InvariantViolation("not started");
    }
    Hello hello = hello();
    Handshake handshake = new Handshake(hello, id, entry == null ? null : entry.expected());
    PeerSession session =
        new PeerSession(
            new PeerSession.Parts(
                this,
                loop,
                socket,
                counters,
                credentials,
                handshake,
                new PendingRequests(inbox),
                entry),
            entry != null,
            System.nanoTime());
    sessions.add(session);
    if (entry != null) {
      dialer.found(entry, id);
    }
    session.start(hello);
    if (closing) {
      session.end(DisconnectReason.SHUTDOWN, "");
    }
  }

  private Hello hello() {
    byte[] nonce = new byte[Hash.SIZE_BYTES];
    random.nextBytes(nonce);
    String advertised = config.advertisedHost();
    return new Hello(
        Hello.VERSION,
        config.chain(),
        self,
        run,
        Hash.wrap(nonce),
        advertised == null ? "" : advertised,
        listening().port(),
        config.clientName(),
        validator == null ? null : validator.publicKey());
  }

  private void ban(PeerId peer, @Nullable PeerSession session, Duration ban) {
    boolean isValidator = session != null && session.wasUp() && table.isValidator(session);
    Duration limit = config.validatorBan();
    bans.ban(peer, isValidator && ban.compareTo(limit) > 0 ? limit : ban, System.nanoTime());
    banned = bans.size();
  }

  private void fault(PeerSession session, String what) {
    counters.faults.increment();
    LOG.debug("event=peer_fault peer={} what=\"{}\"", session.id().abbreviated(), what);
    if (!session.faults.take(1, System.nanoTime())) {
      ban(session.id(), session, FAULTS_BAN);
      session.end(DisconnectReason.TOO_MANY_FAULTS, what);
    }
  }

  private void badRequest(PeerSession session, String what) {
    onLoop(() -> misbehaved(session, DisconnectReason.MALFORMED, what));
  }

  // ---- what sessions tell

  @Override
  public @Nullable DisconnectReason screen(PeerSession session) {
    return bans.isBanned(session.id(), System.nanoTime()) ? DisconnectReason.BANNED : null;
  }

  @Override
  public @Nullable DisconnectReason admit(PeerSession session) {
    return closing ? DisconnectReason.SHUTDOWN : table.admit(session);
  }

  @Override
  public void up(PeerSession session) {
    PeerSession former = table.get(session.id());
    if (former != null) {
      former.end(DisconnectReason.REPLACED, "");
    }
    PeerInfo info = session.info();
    table.put(session);
    session.lane = inbox.open(info, () -> onLoop(() -> session.pause(false)));
    LOG.info(
        "event=peer_up peer={} remote={} outbound={} validator={} client=\"{}\" peers={}",
        info.id().abbreviated(),
        info.remote(),
        info.outbound(),
        info.validatorKey() != null,
        info.clientName(),
        table.size());
    dialer.up(session);
  }

  @Override
  public void frame(PeerSession session, FrameKind kind, Bytes payload) {
    switch (kind) {
      case CONSENSUS -> deliver(session, Channel.CONSENSUS, payload);
      case BLOCKS -> deliver(session, Channel.BLOCKS, payload);
      case TRANSACTIONS -> deliver(session, Channel.TRANSACTIONS, payload);
      case REQUEST -> requestServer.serve(session, RequestFrame.decode(payload));
      case RESPONSE -> {
        if (!session.requests().answered(ResponseFrame.decode(payload))) {
          fault(session, "answer that nobody waits for");
        }
      }
      case ADDRESSES -> addresses(session, AddressesFrame.decode(payload));
      case HELLO, PROOF, ACCEPT, GOODBYE, PING, PONG -> {}
    }
  }

  private void deliver(PeerSession session, Channel channel, Bytes payload) {
    Inbox.Lane lane = session.lane;
    if (lane == null) {
      throw new InvariantViolation("message before the peer is up");
    }
    switch (inbox.offer(lane, channel, payload)) {
      case TAKEN -> {}
      case TAKEN_PAUSE -> session.pause(true);
      case DROPPED -> counters.droppedIn.increment();
    }
  }

  private void addresses(PeerSession session, AddressesFrame frame) {
    long nowNanos = System.nanoTime();
    if (!session.addressFrames.take(1, nowNanos)) {
      fault(session, "too many addresses");
      return;
    }
    for (KnownPeer peer : frame.peers()) {
      if (!peer.id().equals(self) && !bans.isBanned(peer.id(), nowNanos)) {
        dialer.learn(peer, session.id());
      }
    }
  }

  @Override
  public void misbehaved(PeerSession session, DisconnectReason reason, String detail) {
    ban(session.id(), session, config.ban());
    session.end(reason, detail);
  }

  @Override
  public void over(PeerSession session, DisconnectReason reason, String detail, boolean byPeer) {
    table.remove(session);
    counters.disconnected(reason);
    dialer.over(session, reason);
    Inbox.Lane lane = session.lane;
    if (lane != null) {
      inbox.close(lane, reason);
    } else {
      counters.failedHandshakes.increment();
    }
    boolean operatorsConcern =
        lane == null && reason.isPermanent() && session.entry != null && session.entry.isStatic();
    LOG.atLevel(operatorsConcern ? Level.WARN : lane == null ? Level.DEBUG : Level.INFO)
        .log(
            "event={} peer={} remote={} reason={} by={} detail=\"{}\" peers={}",
            lane == null ? "peer_refused" : "peer_down",
            session.id().abbreviated(),
            session.remote(),
            reason,
            byPeer ? "peer" : "self",
            detail,
            table.size());
  }
}
