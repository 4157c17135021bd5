package org.cairn.p2p.transport;

import io.vertx.core.Future;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.discovery.AddressBook;
import org.cairn.p2p.discovery.AddressesFrame;
import org.cairn.p2p.discovery.KnownPeer;
import org.cairn.p2p.frame.FrameKind;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.peer.PeerInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens connections: to static peers always, to validators when this node is one, to others until
/// there are enough. Learns addresses from peers and tells them. Owned by the network loop.
final class Dialer {
  private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);
  private static final int MAX_DIALS = 16;

  /// Takes the connections that were opened.
  @FunctionalInterface
  interface Connected {
    void connected(NetSocket socket, AddressBook.Entry entry);
  }

  private final AddressBook book;
  private final PeerTable table;
  private final Counters counters;
  private final boolean isValidator;
  private final int target;
  private final SplittableRandom jitter = new SplittableRandom();
  private @Nullable NetClient client;
  private int dialing;

  Dialer(NetworkConfig config, PeerTable table, Counters counters, boolean isValidator) {
    this.book = new AddressBook(config.staticPeers(), System.nanoTime());
    this.table = table;
    this.counters = counters;
    this.isValidator = isValidator;
    this.target = config.dialTarget();
  }

  void start(NetClient with) {
    client = with;
  }

  boolean isIdle() {
    return dialing == 0;
  }

  Future<Void> close() {
    return client == null ? Future.succeededFuture() : client.close();
  }

  /// Dials what is due and wanted.
  ///
  /// @param unwanted peers that are connected, banned, or this node itself
  void dialDue(List<PeerSession> sessions, Predicate<PeerId> unwanted, Connected then) {
    int ordinary = 0;
    for (PeerSession session : sessions) {
      if (session.outbound && session.entry != null && !session.entry.isStatic()) {
        ordinary++;
      }
    }
    for (AddressBook.Entry entry : book.due(System.nanoTime())) {
      PeerId id = entry.id();
      if (dialing >= MAX_DIALS) {
        return;
      }
      if (id != null && unwanted.test(id)) {
        continue;
      }
      boolean reserved =
          entry.isStatic() || (isValidator && table.isValidator(entry.validatorKey()));
      if (reserved || ordinary < target) {
        ordinary += reserved ? 0 : 1;
        dial(entry, then);
      }
    }
  }

  private void dial(AddressBook.Entry entry, Connected then) {
    NetClient dialer = client;
    if (dialer == null) {
      return;
    }
    book.dialing(entry);
    dialing++;
    counters.dials.increment();
    dialer
        .connect(entry.at().port(), entry.at().host())
        .onComplete(result -> {
          dialing--;
          if (result.succeeded()) {
            then.connected(result.result(), entry);
          } else {
            LOG.debug(
                "event=dial_failed peer={} cause=\"{}\"", entry.at(), result.cause().toString());
            failed(entry);
          }
        });
  }

  /// A dialed connection came to nothing.
  void failed(AddressBook.Entry entry) {
    book.ended(entry, false, jitter.nextDouble(), System.nanoTime());
  }

  void found(AddressBook.Entry entry, PeerId id) {
    book.found(entry, id);
  }

  void up(PeerSession session) {
    if (session.entry != null) {
      book.connected(session.entry);
    }
    exchangeAddresses(session);
  }

  void over(PeerSession session, DisconnectReason reason) {
    long nowNanos = System.nanoTime();
    if (session.entry != null) {
      book.ended(session.entry, reason.isPermanent(), jitter.nextDouble(), nowNanos);
    }
    if (session.wasUp()) {
      book.lost(session.id(), nowNanos);
    }
  }

  void learn(KnownPeer peer, PeerId source) {
    book.learn(peer, source, System.nanoTime());
  }

  /// Tells a new peer of the others, and the others of it.
  private void exchangeAddresses(PeerSession newcomer) {
    KnownPeer itself = known(newcomer.info());
    Bytes news = itself == null ? null : new AddressesFrame(List.of(itself)).encode();
    List<KnownPeer> others = new ArrayList<>();
    for (PeerSession session : table.all()) {
      if (session.id().equals(newcomer.id())) {
        continue;
      }
      KnownPeer other = known(session.info());
      if (other != null) {
        others.add(table.isValidator(session) ? 0 : others.size(), other);
      }
      if (news != null) {
        session.enqueue(FrameKind.ADDRESSES, news);
      }
    }
    if (!others.isEmpty()) {
      List<KnownPeer> told = others.subList(0, Math.min(others.size(), AddressesFrame.MAX_PEERS));
      newcomer.enqueue(FrameKind.ADDRESSES, new AddressesFrame(told).encode());
    }
  }

  private static @Nullable KnownPeer known(PeerInfo info) {
    HostPort listening = info.listening();
    return listening == null ? null : new KnownPeer(info.id(), listening, info.validatorKey());
  }
}
