package org.cairn.p2p.gossip;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.peer.Channel;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.Network;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.p2p.peer.PeerListener;
import org.jspecify.annotations.Nullable;

/// Spreads transactions.
///
/// A new transaction of at most 4 kB goes whole to all validators that this node is connected to,
/// at once when the line was idle and otherwise 2 ms after the push before it, so that thousands a
/// second share frames; and to the square root of the other peers. All others get its hash and size
/// in an announcement, each 25 ms, and pull it when it has not come by itself after 50 ms.
///
/// Who gets a transaction from a validator only announces it to other validators: the rule above
/// has sent it to them already, and the announcement repairs what got lost on the way.
///
/// The state is guarded by one lock; `announce` comes from any thread, messages from the inbox
/// thread, batches from a timer thread.
public final class TxGossip implements PeerListener, AutoCloseable {
  /// Larger transactions are announced only.
  public static final int MAX_PUSH_BYTES = 4096;

  private static final int SEEN_CAPACITY = 65_536;
  private static final int BATCH_BYTES = 256 << 10;
  private static final int MAX_TOLD_TO_NEW_PEER = 4096;
  private static final long PUSH_INTERVAL_NANOS = Duration.ofMillis(2).toNanos();
  private static final long ANNOUNCE_INTERVAL_MILLIS = 25;

  /// What gossip has done so far, for metrics. `duplicates` are transactions that came again.
  public record Counts(
      long received, long duplicates, long pushed, long announced, long pulled, long wanted) {}

  private final Network network;
  private final TxExchange exchange;
  private final SecureRandom random = new SecureRandom();
  private final ScheduledExecutorService timer;
  private final LongAdder received = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder pushed = new LongAdder();
  private final LongAdder announced = new LongAdder();
  private final LongAdder pulled = new LongAdder();

  // The lock: a hash is in `seen` before anyone is told of it, and each peer's queues belong to it.
  private final Map<PeerId, PeerTransactions> peers = new LinkedHashMap<>();
  private final SeenHashes seen = new SeenHashes(SEEN_CAPACITY, random.nextLong());
  private final WantedTransactions wanted = new WantedTransactions();
  private long pushedNanos = System.nanoTime() - PUSH_INTERVAL_NANOS;
  private boolean pushScheduled;

  public TxGossip(Network network, TxExchange exchange) {
    this.network = network;
    this.exchange = exchange;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("cairn-p2p-gossip").daemon().factory());
    var _ =
        timer.scheduleWithFixedDelay(
            this::announceAndPull,
            ANNOUNCE_INTERVAL_MILLIS,
            ANNOUNCE_INTERVAL_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /// Tells the network of a transaction that this node holds to be good.
  ///
  /// @param from the peer that it came from; absent when it was submitted here
  public void announce(Tx tx, @Nullable PeerId from) {
    synchronized (this) {
      var _ = seen.add(tx.hash());
      var _ = wanted.arrived(tx.hash(), null);
      PeerTransactions origin = from == null ? null : peers.get(from);
      boolean validatorsHaveIt = origin != null && network.isValidator(origin.peer);
      boolean small = tx.encoded().size() <= MAX_PUSH_BYTES;
      int others = 0;
      for (PeerTransactions peer : peers.values()) {
        others += network.isValidator(peer.peer) ? 0 : 1;
      }
      int pushesLeft = (int) Math.ceil(Math.sqrt(others));
      for (PeerTransactions peer : startingAt(tx.hash())) {
        boolean isValidator = network.isValidator(peer.peer);
        if (!peer.known.add(tx.hash())) {
          pushesLeft -= isValidator ? 0 : 1;
        } else if (small && (isValidator ? !validatorsHaveIt : pushesLeft-- > 0)) {
          peer.toPush.add(tx.encoded());
        } else {
          peer.toAnnounce.add(new TxMessage.Announced(tx.hash(), tx.encoded().size()));
        }
      }
      pushSoon();
    }
  }

  /// All peers, in a turn that depends on the transaction, so that the square root which gets it
  /// whole is another one each time.
  private List<PeerTransactions> startingAt(Hash hash) {
    List<PeerTransactions> all = new ArrayList<>(peers.values());
    int start = all.isEmpty() ? 0 : Math.floorMod(hash.hashCode(), all.size());
    List<PeerTransactions> turned = new ArrayList<>(all.subList(start, all.size()));
    turned.addAll(all.subList(0, start));
    return turned;
  }

  private void pushSoon() {
    if (pushScheduled) {
      return;
    }
    long waitNanos = pushedNanos + PUSH_INTERVAL_NANOS - System.nanoTime();
    if (waitNanos <= 0) {
      push();
    } else if (!timer.isShutdown()) {
      pushScheduled = true;
      var _ = timer.schedule(this::pushScheduled, waitNanos, TimeUnit.NANOSECONDS);
    }
  }

  private synchronized void pushScheduled() {
    pushScheduled = false;
    push();
  }

  private void push() {
    pushedNanos = System.nanoTime();
    for (PeerTransactions peer : peers.values()) {
      if (!peer.toPush.isEmpty()) {
        List<Bytes> transactions = peer.toPush;
        peer.toPush = new ArrayList<>();
        send(peer, transactions);
      }
    }
  }

  private void send(PeerTransactions peer, List<Bytes> transactions) {
    List<Bytes> batch = new ArrayList<>();
    int batchBytes = 0;
    for (Bytes transaction : transactions) {
      boolean full =
          batchBytes + transaction.size() > BATCH_BYTES || batch.size() == TxMessage.MAX_PUSHED;
      if (full && !batch.isEmpty()) {
        send(peer, new TxMessage.Push(batch));
        batch.clear();
        batchBytes = 0;
      }
      batch.add(transaction);
      batchBytes += transaction.size();
    }
    if (!batch.isEmpty()) {
      send(peer, new TxMessage.Push(batch));
    }
    pushed.add(transactions.size());
  }

  private void send(PeerTransactions peer, TxMessage message) {
    var _ = network.send(peer.peer.id(), Channel.TRANSACTIONS, message.encode());
  }

  private synchronized void announceAndPull() {
    for (PeerTransactions peer : peers.values()) {
      List<TxMessage.Announced> all = peer.toAnnounce;
      if (!all.isEmpty()) {
        peer.toAnnounce = new ArrayList<>();
        announced.add(all.size());
        for (int i = 0; i < all.size(); i += TxMessage.MAX_ANNOUNCED) {
          int end = Math.min(all.size(), i + TxMessage.MAX_ANNOUNCED);
          send(peer, new TxMessage.Announce(all.subList(i, end)));
        }
      }
    }
    wanted
        .due(System.nanoTime())
        .forEach((peer, hashes) -> {
          for (int i = 0; i < hashes.size(); i += TxMessage.MAX_PULLED) {
            int end = Math.min(hashes.size(), i + TxMessage.MAX_PULLED);
            send(peer, new TxMessage.Pull(hashes.subList(i, end)));
          }
          pulled.add(hashes.size());
        });
  }

  @Override
  public void peerUp(PeerInfo peer) {
    List<Tx> pending = exchange.pending(MAX_TOLD_TO_NEW_PEER);
    synchronized (this) {
      PeerTransactions entry = new PeerTransactions(peer, random.nextLong(), System.nanoTime());
      peers.put(peer.id(), entry);
      for (Tx tx : pending) {
        if (entry.known.add(tx.hash())) {
          entry.toAnnounce.add(new TxMessage.Announced(tx.hash(), tx.encoded().size()));
        }
      }
    }
  }

  @Override
  public synchronized void peerDown(PeerInfo peer, DisconnectReason reason) {
    PeerTransactions entry = peers.remove(peer.id());
    if (entry != null) {
      wanted.lost(entry);
    }
  }

  @Override
  public void message(PeerInfo peer, Channel channel, Bytes message) {
    if (channel != Channel.TRANSACTIONS) {
      return;
    }
    switch (TxMessage.decode(message)) {
      case TxMessage.Push(List<Bytes> transactions) -> onPush(peer, transactions);
      case TxMessage.Announce(List<TxMessage.Announced> hashes) -> onAnnounce(peer, hashes);
      case TxMessage.Pull(List<Hash> hashes) -> onPull(peer, hashes);
    }
  }

  private void onPush(PeerInfo peer, List<Bytes> transactions) {
    List<Tx> named = new ArrayList<>(transactions.size());
    transactions.forEach(transaction -> named.add(Tx.of(transaction)));
    List<Tx> fresh = new ArrayList<>(named.size());
    int unasked = 0;
    synchronized (this) {
      PeerTransactions from = peers.get(peer.id());
      if (from == null) {
        return;
      }
      for (Tx tx : named) {
        var _ = from.known.add(tx.hash());
        boolean asked = wanted.arrived(tx.hash(), from);
        if (seen.add(tx.hash())) {
          fresh.add(tx);
          unasked += asked || tx.encoded().size() <= MAX_PUSH_BYTES ? 0 : 1;
        }
      }
    }
    received.add(fresh.size());
    duplicates.add((long) named.size() - fresh.size());
    if (unasked > 0) {
      network.fault(peer.id(), "pushed a large transaction unasked");
    }
    if (!fresh.isEmpty()) {
      exchange.received(peer, fresh);
    }
  }

  private void onAnnounce(PeerInfo peer, List<TxMessage.Announced> hashes) {
    synchronized (this) {
      PeerTransactions from = peers.get(peer.id());
      if (from == null) {
        return;
      }
      long nowNanos = System.nanoTime();
      for (TxMessage.Announced tx : hashes) {
        var _ = from.known.add(tx.hash());
        if (!seen.contains(tx.hash())) {
          wanted.announced(tx.hash(), from, nowNanos);
        }
      }
    }
  }

  private void onPull(PeerInfo peer, List<Hash> hashes) {
    List<Bytes> found = new ArrayList<>();
    for (Hash hash : hashes) {
      Bytes encoded = exchange.encoded(hash);
      if (encoded != null) {
        found.add(encoded);
      }
    }
    synchronized (this) {
      PeerTransactions to = peers.get(peer.id());
      if (to == null) {
        return;
      }
      long nowNanos = System.nanoTime();
      found.removeIf(transaction -> !to.served.take(transaction.size(), nowNanos));
      send(to, found);
    }
  }

  public synchronized Counts counts() {
    return new Counts(
        received.sum(),
        duplicates.sum(),
        pushed.sum(),
        announced.sum(),
        pulled.sum(),
        wanted.size());
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
