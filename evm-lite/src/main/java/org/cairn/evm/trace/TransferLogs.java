package org.cairn.evm.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.cairn.core.block.Log;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.instruction.Halt;
import org.jspecify.annotations.Nullable;

/// Collects the logs of transactions, and with them, when wanted, logs for the ether that moved as
/// if ether were a token (ERC-7528). Logs are numbered through all transactions of a block as they
/// are made; those of a call that fails are dropped and leave a gap.
public final class TransferLogs implements Tracer {
  /// The address that stands for ether.
  private static final Address ETHER = Address.fromHex("0x" + "e".repeat(40));

  /// Transfer(address,address,uint256)
  private static final Hash TRANSFER =
      Hash.fromHex("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");

  /// A log with its number in the block.
  public record Numbered(Log log, int number) {}

  private final boolean withTransfers;
  private final Deque<List<Numbered>> open = new ArrayDeque<>();
  private List<Numbered> lasting = List.of();
  private @Nullable Log pending;
  private int count;

  public TransferLogs(boolean withTransfers) {
    this.withTransfers = withTransfers;
  }

  /// The logs of the transaction that ended last.
  public List<Numbered> logs() {
    return List.copyOf(lasting);
  }

  @Override
  public void started(TracedState state) {
    open.clear();
    lasting = List.of();
    pending = null;
  }

  @Override
  public void enter(CallEntry entry, TracedState state) {
    open.push(new ArrayList<>());
    boolean moves =
        entry.kind() != CallEntry.Kind.DELEGATECALL && entry.kind() != CallEntry.Kind.CALLCODE;
    if (withTransfers && moves && !entry.value().isZero()) {
      add(
          new Log(
              ETHER,
              List.of(TRANSFER, word(entry.from()), word(entry.to())),
              entry.value().toHash().toBytes()));
    }
  }

  private static Hash word(Address address) {
    return UInt256.fromBytes(address.toArray()).toHash();
  }

  @Override
  public void step(Step step) {
    pending = PendingLog.of(step);
  }

  @Override
  public void stepped(long gasCost, @Nullable Halt halt) {
    if (pending != null && halt == null) {
      add(pending);
    }
    pending = null;
  }

  private void add(Log log) {
    List<Numbered> frame = open.peek();
    if (frame != null) {
      frame.add(new Numbered(log, count));
      count++;
    }
  }

  @Override
  public void exit(Halt halt, long gasUsed, Bytes output) {
    List<Numbered> ended = open.pop();
    List<Numbered> caller = open.peek();
    if (!halt.isSuccess()) {
      return;
    }
    if (caller == null) {
      lasting = ended;
    } else {
      caller.addAll(ended);
    }
  }
}
