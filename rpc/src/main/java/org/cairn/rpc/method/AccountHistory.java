package org.cairn.rpc.method;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.state.Account;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedBlock;
import org.jspecify.annotations.Nullable;

/// Finds when something about an account came true, in the states that are kept.
record AccountHistory(BlockLookup blocks, ChainView chain) {
  /// The first block after whose transactions the state fulfils a condition that stays true, or
  /// nothing when it does not even at the head.
  ///
  /// @throws RpcException when it is older than the states that are kept
  @Nullable Long firstBlock(Predicate<StateView> condition) {
    long last = chain.head().number();
    if (!condition.test(blocks.state(last))) {
      return null;
    }
    long first = chain.retention().oldestState();
    if (condition.test(blocks.state(first))) {
      if (first > 0) {
        throw new RpcException(
            RpcError.SERVER,
            "missing trie node: it is older than block %d, ask an archive node".formatted(first),
            ErrorDetails.of("stateNotKept", Map.of("oldest", first)));
      }
      return 0L;
    }
    // It is true after the last block and not after the first one.
    while (first + 1 < last) {
      long middle = first + (last - first) / 2;
      if (condition.test(blocks.state(middle))) {
        last = middle;
      } else {
        first = middle;
      }
    }
    return last;
  }

  /// A transaction of the chain.
  record Sent(HashedBlock block, int index, SignedTransaction transaction) {
    Hash hash() {
      return transaction.hash();
    }
  }

  /// The transaction that a sender has sent with a nonce, or nothing when there is none.
  @Nullable Sent sent(Address sender, long nonce) {
    Long number =
        firstBlock(state -> {
          Account account = state.account(sender);
          return account != null && Long.compareUnsigned(account.nonce(), nonce) > 0;
        });
    HashedBlock block = number == null ? null : blocks.block(new BlockRef.Numbered(number));
    if (block == null) {
      return null;
    }
    List<SignedTransaction> transactions = block.block().body().transactions();
    for (int i = 0; i < transactions.size(); i++) {
      SignedTransaction signed = transactions.get(i);
      if (signed.transaction().nonce() == nonce && chain.sender(signed).equals(sender)) {
        return new Sent(block, i, signed);
      }
    }
    return null;
  }
}
