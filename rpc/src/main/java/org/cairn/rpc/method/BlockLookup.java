package org.cairn.rpc.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.state.StateView;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.ReceiptJson;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.FeeRules;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.Ports;
import org.jspecify.annotations.Nullable;

/// Finds what a client's block reference means. Keeps the few blocks that were read last: after a
/// block is final, every wallet asks for the same one, a receipt at a time.
final class BlockLookup {
  private static final int KEPT_BLOCKS = 8;

  /// A block with its receipts.
  record Executed(HashedBlock block, List<Receipt> receipts) {
    Executed {
      receipts = List.copyOf(receipts);
    }

    SignedTransaction transaction(int index) {
      return block.block().body().transactions().get(index);
    }

    int size() {
      return block.block().body().transactions().size();
    }

    /// EIP-658 keeps only sums.
    long gasUsed(int index) {
      long before = index == 0 ? 0 : receipts.get(index - 1).cumulativeGasUsed();
      return receipts.get(index).cumulativeGasUsed() - before;
    }
  }

  /// Where a block was read.
  private record Place(long revision, long number) {}

  private final ChainView chain;
  private final FeeRules fees;

  /// Guarded by itself; in the order of use.
  private final Map<Place, Executed> kept = new LinkedHashMap<>(16, 0.75f, true);

  BlockLookup(Ports ports) {
    this.chain = ports.chain();
    this.fees = ports.fees();
  }

  static boolean isPending(BlockRef ref) {
    return ref instanceof BlockRef.Tagged(BlockRef.Tag tag) && tag == BlockRef.Tag.PENDING;
  }

  /// The finalized block that is meant, or nothing when there is none; for `pending` the last one.
  @Nullable HashedHeader header(BlockRef ref) {
    return switch (ref) {
      case BlockRef.Tagged(BlockRef.Tag tag) ->
          tag == BlockRef.Tag.EARLIEST ? chain.header(0) : chain.head();
      case BlockRef.Numbered(long number) -> chain.header(number);
      case BlockRef.Hashed(var hash) -> {
        Long number = chain.numberOf(hash);
        yield number == null ? null : chain.header(number);
      }
    };
  }

  /// Like [#header], for methods that cannot answer `null`.
  HashedHeader requiredHeader(BlockRef ref) {
    HashedHeader header = header(ref);
    if (header == null) {
      throw new RpcException(RpcError.SERVER, "header not found");
    }
    return header;
  }

  StateView state(BlockRef ref) {
    return state(requiredHeader(ref).number());
  }

  StateView state(long number) {
    StateView state = chain.stateAt(number);
    if (state == null) {
      throw new RpcException(
          RpcError.SERVER,
          "missing trie node: the state of block " + number + " is not kept, ask an archive node",
          ErrorDetails.of(
              "stateNotKept", Map.of("block", number, "oldest", chain.retention().oldestState())));
    }
    return state;
  }

  /// The block without its receipts, or nothing when there is none.
  @Nullable HashedBlock block(BlockRef ref) {
    HashedHeader header = header(ref);
    if (header == null) {
      return null;
    }
    Executed known = known(new Place(chain.revision(), header.number()));
    return known == null ? chain.block(header.number()) : known.block();
  }

  /// The block with its receipts, or nothing when there is none.
  @Nullable Executed executed(BlockRef ref) {
    HashedHeader header = header(ref);
    return header == null ? null : executed(header.number());
  }

  @Nullable Executed executed(long number) {
    Place place = new Place(chain.revision(), number);
    Executed known = known(place);
    if (known != null) {
      return known;
    }
    HashedBlock block = chain.block(number);
    List<Receipt> receipts = chain.receipts(number);
    if (block == null || receipts == null) {
      return null;
    }
    Executed executed = new Executed(block, receipts);
    synchronized (kept) {
      kept.put(place, executed);
      if (kept.size() > KEPT_BLOCKS) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return executed;
  }

  RecoveredTransaction recovered(SignedTransaction signed) {
    return new RecoveredTransaction(signed, chain.sender(signed));
  }

  ReceiptJson.Located receipt(Executed executed, int index) {
    int firstLogIndex = 0;
    for (int i = 0; i < index; i++) {
      firstLogIndex += executed.receipts().get(i).logs().size();
    }
    return receipt(executed, index, firstLogIndex);
  }

  List<ReceiptJson.Located> receipts(Executed executed) {
    HashedHeader header = executed.block().header();
    return ReceiptJson.all(
        header,
        executed.receipts(),
        executed.block().block().body().transactions().stream().map(this::recovered).toList(),
        fees.blobBaseFee(header.header()));
  }

  private ReceiptJson.Located receipt(Executed executed, int index, int firstLogIndex) {
    HashedHeader header = executed.block().header();
    return new ReceiptJson.Located(
        executed.receipts().get(index),
        recovered(executed.transaction(index)),
        header,
        index,
        executed.gasUsed(index),
        firstLogIndex,
        fees.blobBaseFee(header.header()));
  }

  private @Nullable Executed known(Place place) {
    synchronized (kept) {
      return kept.get(place);
    }
  }
}
