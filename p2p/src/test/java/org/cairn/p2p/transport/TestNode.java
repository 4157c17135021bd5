package org.cairn.p2p.transport;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.gossip.TxExchange;
import org.cairn.p2p.gossip.TxGossip;
import org.cairn.p2p.handshake.ChainIdentity;
import org.cairn.p2p.handshake.ValidatorIdentity;
import org.cairn.p2p.peer.Channel;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerAddress;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.p2p.peer.PeerListener;
import org.cairn.p2p.peer.RequestHandler;
import org.jspecify.annotations.Nullable;

/// A network on an ephemeral port of the loopback address that keeps what it is told.
final class TestNode implements PeerListener, AutoCloseable {
  static final ChainIdentity CHAIN =
      new ChainIdentity(
          1337, Hash.fromHex("0x1111111111111111111111111111111111111111111111111111111111111111"));
  static final long PATIENCE_SECONDS = 20;

  sealed interface Event {
    PeerInfo peer();

    record Up(PeerInfo peer) implements Event {}

    record Down(PeerInfo peer, DisconnectReason reason) implements Event {}

    record Message(PeerInfo peer, Channel channel, Bytes bytes) implements Event {}
  }

  /// How a node differs from the usual one.
  static final class Setup {
    private final Vertx vertx;
    private NodeCertificate identity = TestKeys.node();
    private @Nullable ValidatorIdentity validator;
    private final List<PeerAddress> statics = new ArrayList<>();
    private final List<PeerListener> listeners = new ArrayList<>();
    private final Map<Integer, RequestHandler> handlers = new HashMap<>();
    private UnaryOperator<NetworkConfig> change = config -> config;
    private int port;
    private @Nullable TxExchange exchange;

    Setup(Vertx vertx) {
      this.vertx = vertx;
    }

    Setup identity(NodeCertificate value) {
      identity = value;
      return this;
    }

    Setup validator(int number) {
      validator = TestKeys.validator(number);
      return this;
    }

    Setup validator(ValidatorIdentity value) {
      validator = value;
      return this;
    }

    Setup dials(TestNode... nodes) {
      for (TestNode node : nodes) {
        statics.add(node.address());
      }
      return this;
    }

    Setup dials(PeerAddress address) {
      statics.add(address);
      return this;
    }

    Setup listener(PeerListener listener) {
      listeners.add(listener);
      return this;
    }

    Setup serves(int kind, RequestHandler handler) {
      handlers.put(kind, handler);
      return this;
    }

    Setup config(UnaryOperator<NetworkConfig> value) {
      change = value;
      return this;
    }

    Setup port(int value) {
      port = value;
      return this;
    }

    Setup exchange(TxExchange value) {
      exchange = value;
      return this;
    }

    TestNode start() {
      return new TestNode(this);
    }
  }

  private final List<Event> events = new ArrayList<>();
  final NodeCertificate identity;
  final TcpNetwork network;
  final HostPort at;
  private final @Nullable TxGossip gossip;

  private TestNode(Setup setup) {
    identity = setup.identity;
    List<PeerListener> listeners = new ArrayList<>(setup.listeners);
    listeners.add(this);
    NetworkConfig config = NetworkConfig.of(CHAIN, "127.0.0.1", setup.port, setup.statics);
    network =
        new TcpNetwork(
            setup.vertx, setup.change.apply(config), new Credentials(identity, setup.validator));
    TxExchange exchange = setup.exchange;
    gossip = exchange == null ? null : new TxGossip(network, exchange);
    if (gossip != null) {
      listeners.addFirst(gossip);
    }
    at =
        network
            .start(listeners, setup.handlers)
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  static Setup on(Vertx vertx) {
    return new Setup(vertx);
  }

  PeerId id() {
    return TestKeys.id(identity);
  }

  TxGossip gossip() {
    return Objects.requireNonNull(gossip);
  }

  PeerAddress address() {
    return new PeerAddress(id(), at);
  }

  @Override
  public void peerUp(PeerInfo peer) {
    add(new Event.Up(peer));
  }

  @Override
  public void peerDown(PeerInfo peer, DisconnectReason reason) {
    add(new Event.Down(peer, reason));
  }

  @Override
  public void message(PeerInfo peer, Channel channel, Bytes message) {
    add(new Event.Message(peer, channel, message));
  }

  private synchronized void add(Event event) {
    events.add(event);
    notifyAll();
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /// Waits until something that happened, before now or later, fits.
  synchronized <E extends Event> E await(Class<E> type, Predicate<E> which) {
    long deadline = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    int seen = 0;
    while (true) {
      for (; seen < events.size(); seen++) {
        if (type.isInstance(events.get(seen)) && which.test(type.cast(events.get(seen)))) {
          return type.cast(events.get(seen));
        }
      }
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        throw new AssertionError("no such " + type.getSimpleName() + " among " + events);
      }
      try {
        wait(leftMillis);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  PeerInfo awaitUp(TestNode other) {
    return awaitUp(other.id());
  }

  PeerInfo awaitUp(PeerId other) {
    return await(Event.Up.class, up -> up.peer().id().equals(other)).peer();
  }

  DisconnectReason awaitDown(PeerId other) {
    return await(Event.Down.class, down -> down.peer().id().equals(other)).reason();
  }

  synchronized void forget() {
    events.clear();
  }

  Bytes awaitMessage(Predicate<Bytes> which) {
    return await(Event.Message.class, message -> which.test(message.bytes())).bytes();
  }

  @Override
  public void close() {
    network.close().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
