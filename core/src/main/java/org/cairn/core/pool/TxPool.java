package org.cairn.core.pool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.cairn.core.block.Authorities;
import org.cairn.core.block.BlobSidecar;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.pool.Admission.Accepted;
import org.cairn.core.pool.Admission.Reason;
import org.cairn.core.pool.Admission.Rejected;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// Transactions that wait for a block, valid on the head's state as far as one can say without
/// executing them. Any thread may call; one lock guards all, and no call under it is slow: an
/// addition takes a few microseconds.
///
/// A sender must be able to pay for all it has in the pool at once, so filling the pool costs as
/// much as sending. What lies behind a nonce gap can not be executed, so it has a limit of its own.
/// When a limit is reached, the sender of the cheapest transaction loses its last one, which leaves
/// its others executable; a newcomer that is no better than the cheapest is refused.
///
/// After a block only the senders it touched are looked at again. A sender's balance may also
/// shrink by what others do, when it delegates its code; what has become worthless that way shows
/// when it is selected, and whoever selected it removes it.
public final class TxPool {
  /// A transaction so far ahead of its account is refused at once.
  private static final long MAX_NONCE_GAP = 10_000;

  /// Others may spend the balance of an account that delegates its code, so it gets little room.
  private static final int MAX_PER_DELEGATING_SENDER = 16;

  /// A replacement must pay a tenth more.
  private static final UInt256 REPLACEMENT_DIVISOR = UInt256.of(10);

  /// EIP-4844.
  private static final long GAS_PER_BLOB = 1L << 17;

  private static final UInt256 BASE_FEE_CHANGE_DIVISOR = UInt256.of(8);

  private final PoolOptions options;
  private final TransactionRules rules;
  private final List<Consumer<RecoveredTransaction>> listeners = new CopyOnWriteArrayList<>();

  /// Guards all that follows; every transaction is in `byHash`, in its sender's queue, and in one
  /// of the two price orders.
  private final Object lock = new Object();

  private final Map<Hash, Pooled> byHash = new HashMap<>();
  private final Map<Address, SenderQueue> senders = new HashMap<>();
  private final SortedSet<Pooled> executable = new TreeSet<>(Pooled.CHEAPEST_FIRST);
  private final SortedSet<Pooled> waiting = new TreeSet<>(Pooled.CHEAPEST_FIRST);
  private BlockHeader head;
  private StateReader state;
  private long nextSequence;
  private int blobCount;

  /// An empty pool on the head with that state.
  public TxPool(PoolOptions options, TransactionRules rules, BlockHeader head, StateReader state) {
    this.options = options;
    this.rules = rules;
    this.head = head;
    this.state = state;
  }

  /// Is told of each transaction that becomes executable, by the thread that made it so and outside
  /// of the lock. It must not block.
  public void listen(Consumer<RecoveredTransaction> listener) {
    listeners.add(listener);
  }

  /// Offers a transaction with its recovered sender.
  public Admission add(RecoveredTransaction recovered) {
    return add(recovered, null);
  }

  /// Whether blob transactions may be offered.
  public boolean takesBlobs() {
    return options.maxBlobs() > 0;
  }

  /// The same for a blob transaction, whose sidecar was found to belong to it.
  public Admission add(RecoveredTransaction recovered, @Nullable BlobSidecar sidecar) {
    List<Pooled> ready = new ArrayList<>(1);
    Rejected rejected;
    synchronized (lock) {
      rejected = tryAdd(recovered, sidecar, ready);
    }
    for (Pooled pooled : ready) {
      listeners.forEach(listener -> listener.accept(pooled.recovered));
    }
    return rejected == null ? new Accepted() : rejected;
  }

  private @Nullable Rejected tryAdd(
      RecoveredTransaction recovered, @Nullable BlobSidecar sidecar, List<Pooled> ready) {
    if (byHash.containsKey(recovered.signed().hash())) {
      return new Rejected(Reason.ALREADY_KNOWN, "already known");
    }
    Rejected rejected = checkItself(recovered, sidecar);
    if (rejected != null) {
      return rejected;
    }
    UInt256 cost = cost(recovered.transaction());
    SenderQueue queue = senders.get(recovered.sender());
    if (queue == null || !queue.affords(cost)) {
      // Unknown, or perhaps richer than when it was last looked at.
      SenderState sender = SenderState.of(state, recovered.sender());
      if (!sender.maySend() && !rules.sendersMayHaveCode()) {
        return new Rejected(
            Reason.SENDER_HAS_CODE, "sender not an eoa: address " + recovered.sender());
      }
      if (queue == null) {
        queue = new SenderQueue(recovered.sender(), sender);
      } else {
        refresh(queue, sender, ready);
      }
    }
    Pooled pooled = new Pooled(recovered, sidecar, cost, nextSequence);
    Pooled replaced = queue.get(pooled.nonce());
    rejected = checkSender(pooled, queue, replaced);
    if (rejected == null) {
      rejected = makeRoom(pooled, queue, replaced);
    }
    if (rejected == null) {
      place(pooled, queue, replaced, ready);
    }
    return rejected;
  }

  /// All that needs no state.
  private @Nullable Rejected checkItself(
      RecoveredTransaction recovered, @Nullable BlobSidecar sidecar) {
    Transaction transaction = recovered.transaction();
    if (transaction instanceof Transaction.Blob) {
      Rejected rejected = checkBlobs(sidecar);
      if (rejected != null) {
        return rejected;
      }
    }
    int sizeBytes = recovered.signed().encoded().size();
    if (sizeBytes > options.maxTransactionBytes()) {
      return new Rejected(
          Reason.TOO_LARGE,
          "oversized data: transaction size "
              + sizeBytes
              + ", limit "
              + options.maxTransactionBytes(),
          Map.of("size", "" + sizeBytes, "limit", "" + options.maxTransactionBytes()));
    }
    Rejected objection = rules.objection(transaction, head);
    if (objection != null) {
      return objection;
    }
    if (Long.compareUnsigned(transaction.gasLimit(), head.gasLimit()) > 0) {
      return new Rejected(
          Reason.EXCEEDS_BLOCK_GAS_LIMIT,
          "exceeds block gas limit: tx gas limit "
              + Long.toUnsignedString(transaction.gasLimit())
              + ", block gas limit "
              + head.gasLimit(),
          Map.of(
              "gasLimit",
              Long.toUnsignedString(transaction.gasLimit()),
              "blockGasLimit",
              Long.toString(head.gasLimit())));
    }
    return checkPrice(transaction);
  }

  private @Nullable Rejected checkBlobs(@Nullable BlobSidecar sidecar) {
    if (!takesBlobs()) {
      return new Rejected(
          Reason.TYPE_NOT_SUPPORTED,
          "transaction type not supported: 3 is a transaction type not valid here, as this chain"
              + " has no blob sidecars");
    }
    if (sidecar == null) {
      return new Rejected(Reason.MISSING_SIDECAR, "missing sidecar of a blob transaction");
    }
    return blobCount + sidecar.blobs().size() > options.maxBlobs()
        ? new Rejected(
            Reason.UNDERPRICED,
            "transaction underpriced: the pool holds " + blobCount + " blobs and no more")
        : null;
  }

  private @Nullable Rejected checkPrice(Transaction transaction) {
    if (transaction.maxPriorityFeePerGas().compareTo(options.minimumTip()) < 0) {
      return new Rejected(
          Reason.UNDERPRICED,
          "transaction underpriced: tip needed "
              + options.minimumTip()
              + ", tip permitted "
              + transaction.maxPriorityFeePerGas(),
          Map.of(
              "minimumTip",
              options.minimumTip().toString(),
              "maxPriorityFeePerGas",
              transaction.maxPriorityFeePerGas().toString()));
    }
    Wei baseFee = head.baseFeePerGas();
    if (baseFee == null) {
      return null;
    }
    // EIP-1559: the next block's base fee is at most an eighth lower. Below that it can only wait.
    UInt256 lowest = baseFee.value().minus(baseFee.value().dividedBy(BASE_FEE_CHANGE_DIVISOR));
    if (transaction.maxFeePerGas().value().compareTo(lowest) < 0) {
      return new Rejected(
          Reason.FEE_CAP_BELOW_BASE_FEE,
          "transaction underpriced: max fee per gas less than block base fee: maxFeePerGas: "
              + transaction.maxFeePerGas()
              + ", baseFee: "
              + baseFee,
          Map.of(
              "maxFeePerGas",
              transaction.maxFeePerGas().toString(),
              "baseFee",
              baseFee.toString()));
    }
    return null;
  }

  private @Nullable Rejected checkSender(
      Pooled pooled, SenderQueue queue, @Nullable Pooled replaced) {
    long ahead = pooled.nonce() - queue.accountNonce();
    String expected = Long.toUnsignedString(queue.accountNonce());
    String got = Long.toUnsignedString(pooled.nonce());
    String nonces = "next nonce " + expected + ", tx nonce " + got;
    Map<String, String> figures = Map.of("expected", expected, "got", got);
    if (Long.compareUnsigned(pooled.nonce(), queue.accountNonce()) < 0) {
      return new Rejected(Reason.NONCE_TOO_LOW, "nonce too low: " + nonces, figures);
    }
    if (Long.compareUnsigned(ahead, MAX_NONCE_GAP) > 0) {
      return new Rejected(Reason.NONCE_TOO_HIGH, "nonce too high: " + nonces, figures);
    }
    if (replaced != null && !outbids(pooled, replaced)) {
      return new Rejected(
          Reason.REPLACEMENT_UNDERPRICED,
          "replacement transaction underpriced",
          Map.of(
              "pooledMaxFeePerGas",
              replaced.maxFeePerGas().toString(),
              "pooledMaxPriorityFeePerGas",
              replaced.maxPriorityFeePerGas().toString()));
    }
    Rejected poor = checkFunds(pooled, queue, replaced);
    if (poor != null || replaced != null) {
      return poor;
    }
    int limit =
        queue.delegates()
            ? Math.min(MAX_PER_DELEGATING_SENDER, options.maxPerSender())
            : options.maxPerSender();
    return queue.size() < limit
        ? null
        : new Rejected(
            Reason.SENDER_LIMIT,
            "account limit exceeded: the pool holds " + limit + " transactions of " + queue.sender,
            Map.of("limit", Integer.toString(limit)));
  }

  private static boolean outbids(Pooled pooled, Pooled replaced) {
    return exceeds(pooled.maxFeePerGas().value(), replaced.maxFeePerGas().value())
        && exceeds(pooled.maxPriorityFeePerGas().value(), replaced.maxPriorityFeePerGas().value());
  }

  private static boolean exceeds(UInt256 bid, UInt256 former) {
    return bid.compareTo(former) > 0
        && bid.minus(former).compareTo(former.dividedBy(REPLACEMENT_DIVISOR)) >= 0;
  }

  private static @Nullable Rejected checkFunds(
      Pooled pooled, SenderQueue queue, @Nullable Pooled replaced) {
    UInt256 queued = replaced == null ? queue.totalCost() : queue.totalCost().minus(replaced.cost);
    UInt256 balance = queue.balance();
    if (SenderQueue.affords(balance, queued, pooled.cost)) {
      return null;
    }
    boolean alone = queued.isZero() || pooled.cost.compareTo(balance) > 0;
    BigInteger cost = exactCost(pooled.recovered.transaction());
    BigInteger needed = alone ? cost : cost.add(queued.toBigInteger());
    return new Rejected(
        Reason.INSUFFICIENT_FUNDS,
        "insufficient funds for gas * price + value: balance "
            + balance
            + (alone ? "" : ", queued cost " + queued)
            + ", tx cost "
            + cost
            + ", overshot "
            + needed.subtract(balance.toBigInteger()),
        Map.of(
            "balance",
            balance.toString(),
            "queuedCost",
            queued.toString(),
            "cost",
            cost.toString(),
            "overshot",
            needed.subtract(balance.toBigInteger()).toString()));
  }

  /// The most that the transaction may take from its sender. What has more than 256 bits nobody can
  /// pay, nor is it more than the greatest balance.
  private static UInt256 cost(Transaction transaction) {
    UInt256 price = transaction.maxFeePerGas().value();
    UInt256 value = transaction.value().value();
    boolean small = price.fitsLong() && (value.limb3() | value.limb2()) == 0;
    if (small && !(transaction instanceof Transaction.Blob)) {
      return price.times(transaction.gasLimit()).plus(value);
    }
    BigInteger cost = exactCost(transaction);
    return cost.bitLength() > 256 ? UInt256.MAX : UInt256.of(cost);
  }

  private static BigInteger exactCost(Transaction transaction) {
    BigInteger cost =
        transaction
            .maxFeePerGas()
            .value()
            .toBigInteger()
            .multiply(UInt256.ofUnsigned(transaction.gasLimit()).toBigInteger())
            .add(transaction.value().value().toBigInteger());
    if (transaction instanceof Transaction.Blob blob) {
      BigInteger blobGas = BigInteger.valueOf(blob.blobVersionedHashes().size() * GAS_PER_BLOB);
      cost = cost.add(blob.maxFeePerBlobGas().value().toBigInteger().multiply(blobGas));
    }
    return cost;
  }

  /// Evicts what is cheaper than the newcomer where a limit is reached, or refuses the newcomer.
  private @Nullable Rejected makeRoom(Pooled pooled, SenderQueue queue, @Nullable Pooled replaced) {
    if (replaced != null) {
      return null;
    }
    boolean gap = Long.compareUnsigned(pooled.nonce(), queue.nextNonce()) > 0;
    if (gap && waiting.size() >= options.maxWaiting()) {
      Rejected rejected = evictFor(pooled, waiting);
      if (rejected != null) {
        return rejected;
      }
    }
    if (byHash.size() >= options.maxTransactions()) {
      return evictFor(pooled, waiting.isEmpty() ? executable : waiting);
    }
    return null;
  }

  private @Nullable Rejected evictFor(Pooled pooled, SortedSet<Pooled> candidates) {
    Pooled cheapest = candidates.first();
    boolean own = cheapest.recovered.sender().equals(pooled.recovered.sender());
    if (own || pooled.maxFeePerGas().compareTo(cheapest.maxFeePerGas()) <= 0) {
      return new Rejected(
          Reason.UNDERPRICED,
          "transaction underpriced: the pool is full of transactions that pay "
              + cheapest.maxFeePerGas()
              + " or more");
    }
    SenderQueue loser = senders.get(cheapest.recovered.sender());
    if (loser != null) {
      remove(loser.last(), loser);
      loser.restart();
    }
    return null;
  }

  private void place(
      Pooled pooled, SenderQueue queue, @Nullable Pooled replaced, List<Pooled> ready) {
    senders.putIfAbsent(queue.sender, queue);
    nextSequence++;
    if (replaced != null) {
      byHash.remove(replaced.hash());
      order(replaced).remove(replaced);
      blobCount -= replaced.blobs();
    }
    blobCount += pooled.blobs();
    byHash.put(pooled.hash(), pooled);
    waiting.add(pooled);
    for (Pooled each : queue.add(pooled, replaced)) {
      reorder(each, true);
      ready.add(each);
    }
  }

  private SortedSet<Pooled> order(Pooled pooled) {
    return pooled.executable ? executable : waiting;
  }

  private void reorder(Pooled pooled, boolean nowExecutable) {
    if (pooled.executable != nowExecutable) {
      order(pooled).remove(pooled);
      pooled.executable = nowExecutable;
      order(pooled).add(pooled);
    }
  }

  private void remove(Pooled pooled, SenderQueue queue) {
    byHash.remove(pooled.hash());
    order(pooled).remove(pooled);
    blobCount -= pooled.blobs();
    queue.remove(pooled);
    if (queue.size() == 0) {
      senders.remove(queue.sender);
    }
  }

  /// Takes the next head: drops what its block included or made impossible. Costs as much as the
  /// block has senders.
  public void onBlock(
      BlockHeader newHead, StateReader newState, List<RecoveredTransaction> included) {
    Set<Address> touched = new LinkedHashSet<>();
    for (RecoveredTransaction recovered : included) {
      touched.add(recovered.sender());
      if (recovered.transaction() instanceof Transaction.SetCode setCode) {
        // An authorization raises its signer's nonce as if it had sent something (EIP-7702).
        setCode
            .authorizations()
            .forEach(authorization -> {
              Address authority = Authorities.recover(authorization);
              if (authority != null) {
                touched.add(authority);
              }
            });
      }
    }
    List<Pooled> ready = new ArrayList<>();
    synchronized (lock) {
      head = newHead;
      state = newState;
      for (Address sender : touched) {
        SenderQueue queue = senders.get(sender);
        if (queue != null) {
          refresh(queue, SenderState.of(newState, sender), ready);
        }
      }
    }
    for (Pooled pooled : ready) {
      listeners.forEach(listener -> listener.accept(pooled.recovered));
    }
  }

  private void refresh(SenderQueue queue, SenderState sender, List<Pooled> ready) {
    queue.learn(sender);
    queue.stale().forEach(pooled -> remove(pooled, queue));
    revise(queue, ready);
  }

  private void revise(SenderQueue queue, List<Pooled> ready) {
    queue.restart();
    for (Pooled pooled : queue.all()) {
      boolean now = queue.isExecutable(pooled);
      if (now && !pooled.executable) {
        ready.add(pooled);
      }
      reorder(pooled, now);
    }
  }

  /// Drops a transaction that could not be executed though it was selected. What its sender has
  /// behind it waits again.
  public void remove(Hash hash) {
    synchronized (lock) {
      Pooled pooled = byHash.get(hash);
      SenderQueue queue = pooled == null ? null : senders.get(pooled.recovered.sender());
      if (pooled != null && queue != null) {
        remove(pooled, queue);
        revise(queue, new ArrayList<>());
      }
    }
  }

  /// The executable transactions for a block with that base fee (none before London), best first.
  public Selection best(@Nullable Wei baseFee) {
    synchronized (lock) {
      List<Pooled> firsts = new ArrayList<>(senders.size());
      for (SenderQueue queue : senders.values()) {
        Pooled first = queue.firstExecutable();
        if (first != null) {
          firsts.add(first);
        }
      }
      return new Selection(this, baseFee, firsts);
    }
  }

  @Nullable Pooled executable(Address sender, long nonce) {
    synchronized (lock) {
      SenderQueue queue = senders.get(sender);
      Pooled pooled = queue == null ? null : queue.get(nonce);
      return pooled != null && pooled.executable ? pooled : null;
    }
  }

  public @Nullable RecoveredTransaction get(Hash hash) {
    synchronized (lock) {
      Pooled pooled = byHash.get(hash);
      return pooled == null ? null : pooled.recovered;
    }
  }

  /// The blobs of a transaction, or nothing when it has none or is not here.
  public @Nullable BlobSidecar sidecar(Hash hash) {
    synchronized (lock) {
      Pooled pooled = byHash.get(hash);
      return pooled == null ? null : pooled.sidecar;
    }
  }

  /// The nonce that the sender's next transaction needs: after its executable ones.
  public long pendingNonce(Address sender) {
    StateReader current;
    synchronized (lock) {
      SenderQueue queue = senders.get(sender);
      if (queue != null) {
        return queue.nextNonce();
      }
      current = state;
    }
    return SenderState.of(current, sender).nonce();
  }

  /// How many could go into the next block.
  public int pendingCount() {
    synchronized (lock) {
      return executable.size();
    }
  }

  /// How many wait behind a nonce gap.
  public int queuedCount() {
    synchronized (lock) {
      return waiting.size();
    }
  }

  public Wei minimumTip() {
    return options.minimumTip();
  }

  public PoolContent content() {
    SortedMap<Address, List<RecoveredTransaction>> pending = new TreeMap<>();
    SortedMap<Address, List<RecoveredTransaction>> queued = new TreeMap<>();
    synchronized (lock) {
      for (SenderQueue queue : senders.values()) {
        for (Pooled pooled : queue.all()) {
          (pooled.executable ? pending : queued)
              .computeIfAbsent(queue.sender, _ -> new ArrayList<>())
              .add(pooled.recovered);
        }
      }
    }
    return new PoolContent(pending, queued);
  }
}
