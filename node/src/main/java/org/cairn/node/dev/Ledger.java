package org.cairn.node.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.state.ResidentState;
import org.cairn.core.state.StateProof;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.Retention;
import org.cairn.rpc.port.TransactionPosition;
import org.jspecify.annotations.Nullable;

/// The blocks of a development chain, in memory. One thread at a time changes it, any thread reads.
/// A reader that meets a rewind may see a block of before or none, but never a mixed one.
final class Ledger implements ChainView {
  /// A state costs a few kilobytes beside its neighbours.
  static final int KEPT_STATES = 20_000;

  /// A block with all that came of it. `senders` are those of its transactions.
  record Entry(HashedBlock block, List<Receipt> receipts, List<Address> senders) {
    Entry {
      receipts = List.copyOf(receipts);
      senders = List.copyOf(senders);
    }
  }

  private final Map<Long, Entry> entries = new ConcurrentHashMap<>();
  private final Map<Long, ResidentState> states = new ConcurrentHashMap<>();
  private final Map<Hash, Long> numbers = new ConcurrentHashMap<>();
  private final Map<Hash, TransactionPosition> positions = new ConcurrentHashMap<>();

  /// Where each rewind went back to; guarded by itself.
  private final List<Long> rewinds = new ArrayList<>();

  private volatile Entry last;
  private volatile long oldestState;
  private volatile long revision;

  /// A chain of its first block.
  Ledger(HashedBlock genesis, ResidentState state) {
    last = new Entry(genesis, List.of(), List.of());
    put(last, state);
  }

  void append(Entry entry, ResidentState state) {
    put(entry, state);
    last = entry;
  }

  private void put(Entry entry, ResidentState state) {
    long number = entry.block.header().number();
    List<SignedTransaction> transactions = entry.block.block().body().transactions();
    for (int i = 0; i < transactions.size(); i++) {
      positions.put(transactions.get(i).hash(), new TransactionPosition(number, i));
    }
    states.put(number, state);
    entries.put(number, entry);
    numbers.put(entry.block.hash(), number);
    if (number - oldestState >= KEPT_STATES) {
      oldestState = number - KEPT_STATES + 1;
      states.remove(oldestState - 1);
    }
  }

  /// Replaces the state after the last block.
  void amend(ResidentState state) {
    states.put(head().number(), state);
  }

  /// Forgets all blocks after that number, which then is the last one and has that state.
  void rewind(long number, ResidentState state) {
    long from = head().number();
    last = Objects.requireNonNull(entries.get(number));
    states.put(number, state);
    oldestState = Math.min(oldestState, number);
    for (long each = from; each > number; each--) {
      Entry gone = entries.remove(each);
      states.remove(each);
      if (gone != null) {
        numbers.remove(gone.block.hash());
        gone.block
            .block()
            .body()
            .transactions()
            .forEach(transaction -> positions.remove(transaction.hash()));
      }
    }
    synchronized (rewinds) {
      rewinds.add(number);
      revision = rewinds.size();
    }
  }

  @Nullable Hash hash(long number) {
    Entry entry = entries.get(number);
    return entry == null ? null : entry.block.hash();
  }

  ResidentState headState() {
    return Objects.requireNonNull(states.get(head().number()));
  }

  @Override
  public HashedHeader head() {
    return last.block.header();
  }

  @Override
  public @Nullable HashedHeader header(long number) {
    Entry entry = entries.get(number);
    return entry == null ? null : entry.block.header();
  }

  @Override
  public @Nullable Long numberOf(Hash blockHash) {
    return numbers.get(blockHash);
  }

  @Override
  public @Nullable HashedBlock block(long number) {
    Entry entry = entries.get(number);
    return entry == null ? null : entry.block;
  }

  @Override
  public @Nullable List<Receipt> receipts(long number) {
    Entry entry = entries.get(number);
    return entry == null ? null : entry.receipts;
  }

  @Override
  public @Nullable NavigableSet<Long> blocksWithLogs(List<Bytes> anyOf, long from, long to) {
    return null;
  }

  @Override
  public @Nullable TransactionPosition transaction(Hash hash) {
    return positions.get(hash);
  }

  @Override
  public @Nullable ResidentState stateAt(long number) {
    return states.get(number);
  }

  @Override
  public @Nullable StateProof proof(long number, Address address, List<UInt256> keys) {
    ResidentState state = states.get(number);
    return state == null ? null : StateProof.of(state, address, keys);
  }

  @Override
  public Retention retention() {
    return new Retention(oldestState, (long) KEPT_STATES);
  }

  @Override
  public Address sender(SignedTransaction signed) {
    TransactionPosition position = positions.get(signed.hash());
    if (position != null) {
      Entry entry = entries.get(position.number());
      if (entry != null && position.index() < entry.senders.size()) {
        return entry.senders.get(position.index());
      }
    }
    // It was taken back meanwhile.
    return Impersonation.sender(signed);
  }

  @Override
  public long revision() {
    return revision;
  }

  @Override
  public long sameUntil(long since) {
    synchronized (rewinds) {
      long lowest = Long.MAX_VALUE;
      for (int i = (int) since; i < rewinds.size(); i++) {
        lowest = Math.min(lowest, rewinds.get(i));
      }
      return lowest;
    }
  }
}
