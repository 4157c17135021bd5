package org.cairn.node.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.pool.PoolContent;
import org.cairn.core.pool.TxPool;
import org.cairn.core.state.ResidentState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.BuiltBlock;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.world.BlockHashes;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.node.adapter.Heads;
import org.cairn.node.driver.Clock;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;

/// The chain itself: makes blocks of what the pool has, each final at once, and alters its state or
/// goes back when it is told to. What is altered belongs to the state after the last block, whose
/// header keeps the root that it had; the next block's root has it.
public final class DevChain {
  /// Beyond these the oldest is forgotten.
  static final int MAX_SNAPSHOTS = 10_000;

  private static final long MILLIS_A_SECOND = 1_000;

  /// Held by whoever changes anything; blocks are made under it.
  private final ReentrantLock lock = new ReentrantLock();

  private final Clock clock;
  private final Heads heads;
  private final Ledger ledger;
  private final TxPool pool;
  private final BlockMaker maker;
  private final DevState first;

  // Guarded by the lock.
  private final NavigableMap<Long, DevState> snapshots = new TreeMap<>();
  private long nextSnapshot;
  private Hash instance;

  // Written under the lock.
  private volatile BlockTime time = BlockTime.REAL;
  private volatile DevState.Plan plan;

  /// What the chain is made of. The state is that of the genesis block.
  public record Parts(
      ChainRules rules,
      CodeCache codes,
      Clock clock,
      Heads heads,
      Genesis genesis,
      ResidentState state) {}

  /// The pool is an empty one on the genesis block.
  public DevChain(Parts parts, TxPool pool, Address feeRecipient) {
    clock = parts.clock();
    heads = parts.heads();
    BlockHeader header = parts.genesis().block().header();
    BlockBody body =
        new BlockBody(List.of(), List.of(), header.withdrawalsRoot() == null ? null : List.of());
    ledger =
        new Ledger(new HashedBlock(new Block(header, body), parts.genesis().hash()), parts.state());
    maker = new BlockMaker(parts.rules(), parts.codes(), ledger);
    this.pool = pool;
    plan = new DevState.Plan(null, null, header.gasLimit(), feeRecipient);
    first = capture();
    instance =
        Keccak256.hash(Bytes.wrap((parts.genesis().hash() + " " + clock.nanos()).getBytes(UTF_8)));
  }

  public ChainView view() {
    return ledger;
  }

  public BlockHashes hashes() {
    return ledger::hash;
  }

  TxPool pool() {
    return pool;
  }

  DevState.Plan plan() {
    return plan;
  }

  BlockTime time() {
    return time;
  }

  long unixSeconds() {
    return clock.unixMillis() / MILLIS_A_SECOND;
  }

  /// The time that the next block would have now.
  long nextSeconds() {
    return time.next(unixSeconds(), ledger.head().header().timestampSeconds());
  }

  Wei nextBaseFee() {
    return BlockMaker.baseFee(ledger.head().header(), plan);
  }

  /// Makes a block of all that the pool has and the block holds.
  void mine() {
    lock.lock();
    try {
      mine(maker.make(pool, plan, nextSeconds()));
    } finally {
      lock.unlock();
    }
  }

  /// Makes a block that has that time.
  void mineAt(long unixSeconds) {
    lock.lock();
    try {
      nextBlockTime(unixSeconds);
      mine();
    } finally {
      lock.unlock();
    }
  }

  /// Makes a block so many seconds after the last one.
  void mineAfter(long seconds) {
    lock.lock();
    try {
      mineAt(Math.addExact(ledger.head().header().timestampSeconds(), Math.max(1, seconds)));
    } finally {
      lock.unlock();
    }
  }

  /// Makes blocks as long as transactions can go into one. What was refused is out of the pool.
  List<BuiltBlock.Refused> mineWaiting() {
    List<BuiltBlock.Refused> refused = new ArrayList<>();
    lock.lock();
    try {
      while (pool.best(nextBaseFee()).next() != null) {
        BlockMaker.Made made = maker.make(pool, plan, nextSeconds());
        refused.addAll(made.refused());
        if (made.included().isEmpty()) {
          made.refused().forEach(this::forget);
          break;
        }
        mine(made);
      }
    } finally {
      lock.unlock();
    }
    return refused;
  }

  private void mine(BlockMaker.Made made) {
    made.refused().forEach(this::forget);
    ledger.append(made.entry(), made.state());
    time = time.after(unixSeconds());
    plan = plan.after();
    tellPool(made.included());
    heads.finalized(ledger.head());
  }

  private void forget(BuiltBlock.Refused refused) {
    pool.remove(refused.transaction().signed().hash());
  }

  /// The pool measures fees by the next block's base fee, which may not follow from the last one.
  private void tellPool(List<RecoveredTransaction> touched) {
    BlockHeader header = ledger.head().header();
    pool.onBlock(
        DevHeaders.forPool(header, plan.baseFee(), plan.gasLimit()), ledger.headState(), touched);
  }

  private List<RecoveredTransaction> pooled() {
    PoolContent content = pool.content();
    List<RecoveredTransaction> all = new ArrayList<>();
    content.pending().values().forEach(all::addAll);
    content.queued().values().forEach(all::addAll);
    return all;
  }

  /// Alters the state after the last block.
  void alter(Function<ResidentState, StateDiff> change) {
    lock.lock();
    try {
      ResidentState state = ledger.headState();
      ledger.amend(state.with(change.apply(state)));
      tellPool(pooled());
    } finally {
      lock.unlock();
    }
  }

  /// Alters what the next blocks are to have.
  void plan(UnaryOperator<DevState.Plan> change) {
    lock.lock();
    try {
      plan = change.apply(plan);
      tellPool(List.of());
    } finally {
      lock.unlock();
    }
  }

  /// @throws IllegalArgumentException when the last block is not before that time
  void nextBlockTime(long unixSeconds) {
    lock.lock();
    try {
      long parent = ledger.head().header().timestampSeconds();
      if (unixSeconds <= parent || unixSeconds > BlockTime.MAX_SECONDS) {
        throw new IllegalArgumentException(
            "Timestamp "
                + unixSeconds
                + " is lower than or equal to previous block's timestamp "
                + parent);
      }
      time = time.exactly(unixSeconds);
    } finally {
      lock.unlock();
    }
  }

  /// Alters the clock, and answers with how far it is off.
  long time(UnaryOperator<BlockTime> change) {
    lock.lock();
    try {
      time = change.apply(time);
      return time.offsetSeconds();
    } finally {
      lock.unlock();
    }
  }

  /// Takes a transaction out of the pool; whether it was there.
  boolean drop(Hash hash) {
    lock.lock();
    try {
      boolean known = pool.get(hash) != null;
      pool.remove(hash);
      return known;
    } finally {
      lock.unlock();
    }
  }

  /// Takes the transactions of these senders out of the pool.
  void drop(Predicate<Address> senders) {
    lock.lock();
    try {
      for (RecoveredTransaction each : pooled()) {
        if (senders.test(each.sender())) {
          pool.remove(each.signed().hash());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Remembers all there is under a number.
  long snapshot() {
    lock.lock();
    try {
      long id = nextSnapshot++;
      snapshots.put(id, capture());
      if (snapshots.size() > MAX_SNAPSHOTS) {
        var _ = snapshots.pollFirstEntry();
      }
      return id;
    } finally {
      lock.unlock();
    }
  }

  /// Returns to a snapshot, which is used up by it as are those after it.
  boolean revert(long id) {
    lock.lock();
    try {
      DevState state = snapshots.get(id);
      if (state == null) {
        return false;
      }
      snapshots.tailMap(id, true).clear();
      restore(state);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Goes back to the first block. Snapshots are forgotten.
  void reset() {
    lock.lock();
    try {
      snapshots.clear();
      instance = Keccak256.hash(instance.toBytes());
      restore(first);
    } finally {
      lock.unlock();
    }
  }

  /// All accounts after the last block.
  StateDiff dump() {
    return ledger.headState().toDiff();
  }

  /// What the chain is just now.
  DevelopmentChain.Standing standing() {
    lock.lock();
    try {
      SortedMap<Long, HashedHeader> kept = new TreeMap<>();
      snapshots.forEach(
          (id, state) -> kept.put(id, Objects.requireNonNull(ledger.header(state.head()))));
      return new DevelopmentChain.Standing(
          maker.fork(nextSeconds()), instance, nextBaseFee(), plan.gasLimit(), kept);
    } finally {
      lock.unlock();
    }
  }

  private DevState capture() {
    return new DevState(ledger.head().number(), ledger.headState(), pooled(), time, plan);
  }

  private void restore(DevState state) {
    ledger.rewind(state.head(), state.state());
    time = state.time();
    plan = state.plan();
    pooled().forEach(transaction -> pool.remove(transaction.signed().hash()));
    tellPool(List.of());
    state.pooled().forEach(pool::add);
    heads.syncingChanged();
  }
}
