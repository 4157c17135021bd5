package org.cairn.rpc.method;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import org.cairn.core.block.Log;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.ReceiptJson;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.trace.CallFrame;
import org.cairn.rpc.trace.TraceBudget;

/// Finds the transactions that have to do with an account: that it sends, that are sent to it, that
/// create it, call it or move ether to or from it, or in which it logs.
record Appearances(BlockLookup blocks, ChainView chain, ParityTraces traces) {
  private static final long CHUNK_BLOCKS = 10_000;

  /// What a transfer costs; with no more gas than this, no code can have run.
  private static final long TRANSFER_GAS = 21_000;

  /// The blocks that may have some, the last one first or the first one first. The work is done in
  /// chunks, as few pages need all of a long chain.
  Iterator<Long> candidates(Address address, long from, long to, boolean descending) {
    return new Candidates(chain, address, from, to, descending);
  }

  /// The indexes of the block's transactions that have to do with the account.
  List<Integer> in(BlockLookup.Executed executed, Address address, TraceBudget budget) {
    List<Integer> found = new ArrayList<>();
    List<Integer> unclear = new ArrayList<>();
    for (int i = 0; i < executed.size(); i++) {
      if (isPlain(executed, i, address)) {
        found.add(i);
      } else if (executed.gasUsed(i) > TRANSFER_GAS) {
        unclear.add(i);
      }
    }
    long before = executed.block().block().header().number() - 1;
    if (!unclear.isEmpty() && chain.stateAt(before) != null) {
      traces.calls(
          executed.block(),
          budget,
          (outermost, index) -> {
            if (unclear.contains(index) && isIn(outermost, address)) {
              found.add(index);
            }
          });
      Collections.sort(found);
    }
    return found;
  }

  /// Whether the transaction and its receipt tell it.
  private boolean isPlain(BlockLookup.Executed executed, int index, Address address) {
    RecoveredTransaction recovered = blocks.recovered(executed.transaction(index));
    Transaction transaction = recovered.transaction();
    if (recovered.sender().equals(address)) {
      return true;
    }
    Address to =
        transaction.to() == null
            ? ReceiptJson.createdBy(recovered.sender(), transaction.nonce())
            : transaction.to();
    if (address.equals(to)) {
      return true;
    }
    for (Log log : executed.receipts().get(index).logs()) {
      if (log.address().equals(address)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(CallFrame frame, Address address) {
    if (frame.from().equals(address) || frame.to().equals(address)) {
      return true;
    }
    for (CallFrame call : frame.calls()) {
      if (isIn(call, address)) {
        return true;
      }
    }
    return false;
  }

  /// The numbers of blocks, made a chunk at a time. One thread owns it.
  private static final class Candidates implements Iterator<Long> {
    private final ChainView chain;
    private final Address address;
    private final boolean descending;
    private long from;
    private long to;
    private Iterator<Long> chunk = Collections.emptyIterator();

    Candidates(ChainView chain, Address address, long from, long to, boolean descending) {
      this.chain = chain;
      this.address = address;
      this.from = from;
      this.to = to;
      this.descending = descending;
    }

    @Override
    public boolean hasNext() {
      while (!chunk.hasNext() && from <= to) {
        long first = descending ? Math.max(from, to - CHUNK_BLOCKS + 1) : from;
        long last = descending ? to : Math.min(to, from + CHUNK_BLOCKS - 1);
        NavigableSet<Long> found = chain.blocksTouching(address, first, last);
        NavigableSet<Long> all = found == null ? all(first, last) : found;
        chunk = descending ? all.descendingIterator() : all.iterator();
        if (descending) {
          to = first - 1;
        } else {
          from = last + 1;
        }
      }
      return chunk.hasNext();
    }

    private static NavigableSet<Long> all(long first, long last) {
      NavigableSet<Long> numbers = new TreeSet<>();
      for (long number = first; number <= last; number++) {
        numbers.add(number);
      }
      return numbers;
    }

    @Override
    public Long next() {
      if (!hasNext()) {
        throw new NoSuchElementException("no more blocks");
      }
      return chunk.next();
    }
  }
}
