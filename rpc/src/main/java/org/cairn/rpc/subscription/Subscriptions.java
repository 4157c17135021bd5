package org.cairn.rpc.subscription;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.BlockJson;
import org.cairn.rpc.codec.FinalityJson;
import org.cairn.rpc.codec.LogJson;
import org.cairn.rpc.codec.ReceiptJson;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.SyncJson;
import org.cairn.rpc.codec.TransactionJson;
import org.cairn.rpc.port.FinalityView;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.Ports;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.port.SyncStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The subscriptions of all connections, and the one thread that serves them. It reads new blocks
/// from the chain, so that a burst of them needs no queue; what a connection leaves unread is the
/// connection's matter.
public final class Subscriptions implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  /// A subscription, and the first block and pending transaction that it is told of: those after
  /// the moment it was opened, which its client cannot tell from the moment it got the response.
  private record Active(
      String id,
      Subscriber subscriber,
      Subscription subscription,
      long revision,
      long firstBlock,
      long firstPending) {
    void push(Notice notice) {
      subscriber.push(notice.to(id));
    }
  }

  private final Ports ports;
  private final HeadWatch heads;
  private final LogScan scan;
  private final RpcLimits limits;
  private final RandomIds ids = new RandomIds();
  private final Map<String, Active> active = new ConcurrentHashMap<>();
  private final Map<String, Active> waiting = new ConcurrentHashMap<>();

  private @Nullable Thread thread;

  /// Held while anything is served, and while what a new subscription missed is made up for.
  private final Lock serving = new ReentrantLock();

  // Guarded by the lock.
  private long nextBlock;
  private long revision;
  private long nextPending;
  private @Nullable Boolean wasSyncing;

  public Subscriptions(Ports ports, HeadWatch heads, LogScan scan, RpcLimits limits) {
    this.ports = ports;
    this.heads = heads;
    this.scan = scan;
    this.limits = limits;
  }

  public void start() {
    nextBlock = ports.chain().head().number() + 1;
    thread = Thread.ofVirtual().name("rpc-push").start(this::run);
  }

  /// Opens a subscription that is served from [#activate] on, and returns its id.
  public String open(Subscriber subscriber, Subscription subscription) {
    long opened =
        active.values().stream().filter(each -> each.subscriber().equals(subscriber)).count()
            + waiting.values().stream()
                .filter(each -> each.subscriber().equals(subscriber))
                .count();
    if (opened >= limits.maxSubscriptions()) {
      throw new RpcException(
          RpcError.LIMIT_EXCEEDED,
          "too many subscriptions: at most " + limits.maxSubscriptions() + " a connection");
    }
    String id = ids.next();
    long revision = ports.chain().revision();
    long firstBlock = ports.chain().head().number() + 1;
    long firstPending = heads.pendingHashes().count();
    waiting.put(id, new Active(id, subscriber, subscription, revision, firstBlock, firstPending));
    return id;
  }

  /// Serves the subscription from now on, beginning with what came since it was opened.
  public void activate(String id) {
    Active subscription = waiting.remove(id);
    if (subscription == null) {
      return;
    }
    serving.lock();
    try {
      active.put(id, subscription);
      if (subscription.subscriber().isOpen()) {
        pushMissed(subscription);
      } else {
        // It closed meanwhile, maybe before the subscription could be seen.
        active.remove(id);
      }
    } finally {
      serving.unlock();
    }
  }

  private void pushMissed(Active subscription) {
    for (long number = subscription.firstBlock(); number < nextBlock; number++) {
      HashedHeader header = ports.chain().header(number);
      if (header != null) {
        pushBlock(header, List.of(subscription));
      }
    }
    if (subscription.subscription() instanceof Subscription.Pending) {
      PendingHashes.Part part = heads.pendingHashes().since(subscription.firstPending());
      long later = Math.max(0, part.next() - nextPending);
      int missed = (int) Math.max(0, part.hashes().size() - later);
      for (Hash hash : part.hashes().subList(0, missed)) {
        pushPending(hash, List.of(subscription));
      }
    }
  }

  /// Whether the connection had such a subscription.
  public boolean close(Subscriber subscriber, String id) {
    return remove(active, subscriber, id) || remove(waiting, subscriber, id);
  }

  /// Forgets a connection that is gone.
  public void closeAll(Subscriber subscriber) {
    active.values().removeIf(each -> each.subscriber().equals(subscriber));
    waiting.values().removeIf(each -> each.subscriber().equals(subscriber));
  }

  public int count() {
    return active.size();
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private static boolean remove(Map<String, Active> map, Subscriber subscriber, String id) {
    Active found = map.get(id);
    return found != null && found.subscriber().equals(subscriber) && map.remove(id, found);
  }

  private void run() {
    long seen = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        seen = heads.awaitNews(seen);
        serving.lock();
        try {
          pushBlocks();
          pushPending();
          pushSyncing();
        } finally {
          serving.unlock();
        }
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException e) {
        LOG.error("event=push_failed", e);
      }
    }
  }

  private void pushBlocks() {
    long newest = ports.chain().revision();
    if (newest != revision) {
      nextBlock = Math.min(nextBlock - 1, ports.chain().sameUntil(revision)) + 1;
      revision = newest;
    }
    long head = ports.chain().head().number();
    if (active.isEmpty()) {
      nextBlock = head + 1;
    }
    while (nextBlock <= head) {
      HashedHeader header = ports.chain().header(nextBlock);
      nextBlock++;
      if (header != null) {
        pushBlock(header, active.values());
      }
    }
  }

  private void pushBlock(HashedHeader header, Collection<Active> receivers) {
    Notice head = null;
    Notice proven = null;
    for (Active each : receivers) {
      if (header.number() < each.firstBlock() && each.revision() == revision) {
        continue;
      }
      switch (each.subscription()) {
        case Subscription.Heads _ -> {
          head = head == null ? Notice.of(out -> BlockJson.head(out, header)) : head;
          each.push(head);
        }
        case Subscription.Logs(LogFilter filter) -> {
          List<LogJson.Located> logs = scan.range(filter, header.number(), header.number());
          for (LogJson.Located log : logs) {
            each.push(Notice.of(out -> LogJson.write(out, log)));
          }
        }
        case Subscription.Receipts(Set<Hash> transactions) ->
            pushReceipts(each, header, transactions);
        case Subscription.FinalizedHeads _ -> {
          proven = proven == null ? proven(header) : proven;
          each.push(proven);
        }
        case Subscription.Pending _, Subscription.Syncing _ -> {}
      }
    }
  }

  private Notice proven(HashedHeader header) {
    FinalityView.Proven proof = ports.finality().proof(header.number());
    return Notice.of(out -> {
      out.writeStartObject();
      BlockJson.headMembers(out, header);
      out.writeFieldName("finality");
      FinalityJson.write(out, proof);
      out.writeEndObject();
    });
  }

  private void pushReceipts(Active receiver, HashedHeader header, Set<Hash> wanted) {
    HashedBlock block = ports.chain().block(header.number());
    List<Receipt> receipts = ports.chain().receipts(header.number());
    if (block == null || receipts == null) {
      return;
    }
    List<RecoveredTransaction> transactions =
        block.block().body().transactions().stream()
            .map(signed -> new RecoveredTransaction(signed, ports.chain().sender(signed)))
            .toList();
    List<ReceiptJson.Located> located =
        ReceiptJson.all(header, receipts, transactions, ports.fees().blobBaseFee(header.header()))
            .stream()
            .filter(each -> wanted.isEmpty() || wanted.contains(each.transaction().signed().hash()))
            .toList();
    if (located.isEmpty()) {
      return;
    }
    receiver.push(
        Notice.of(out -> {
          out.writeStartArray();
          for (ReceiptJson.Located each : located) {
            ReceiptJson.write(out, each);
          }
          out.writeEndArray();
        }));
  }

  private void pushPending() {
    PendingHashes.Part part = heads.pendingHashes().since(nextPending);
    nextPending = part.next();
    if (active.isEmpty()) {
      return;
    }
    List<Active> receivers =
        active.values().stream()
            .filter(each -> each.subscription() instanceof Subscription.Pending)
            .toList();
    if (receivers.isEmpty()) {
      return;
    }
    for (Hash hash : part.hashes()) {
      pushPending(hash, receivers);
    }
  }

  private void pushPending(Hash hash, List<Active> receivers) {
    Notice name = Notice.of(out -> out.writeString(hash.toString()));
    Notice whole = null;
    for (Active each : receivers) {
      if (!(each.subscription() instanceof Subscription.Pending(boolean full)) || !full) {
        each.push(name);
        continue;
      }
      RecoveredTransaction found = whole == null ? ports.transactions().pooled(hash) : null;
      whole = found == null ? whole : Notice.of(out -> TransactionJson.pooled(out, found));
      if (whole != null) {
        each.push(whole);
      }
    }
  }

  private void pushSyncing() {
    SyncStatus status = ports.node().syncing();
    boolean syncing = status != null;
    if (Objects.equals(wasSyncing, syncing)) {
      return;
    }
    boolean first = wasSyncing == null;
    wasSyncing = syncing;
    if (first && !syncing) {
      return;
    }
    for (Active each : active.values()) {
      if (each.subscription() instanceof Subscription.Syncing) {
        each.push(Notice.of(out -> SyncJson.change(out, status)));
      }
    }
  }
}
