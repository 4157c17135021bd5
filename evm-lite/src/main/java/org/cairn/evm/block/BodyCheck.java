package org.cairn.evm.block;

import java.util.List;
import java.util.Objects;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Roots;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.types.Hash;
import org.cairn.evm.block.Verdict.Invalid;
import org.cairn.evm.block.Verdict.Reason;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.jspecify.annotations.Nullable;

/// Whether a body is the one that its header commits to, and small enough. Every method answers
/// with the first rule broken, or nothing.
final class BodyCheck {
  /// EIP-7934: 10 MiB less a margin of 2 MiB for the consensus block around it.
  static final int MAX_BLOCK_BYTES = 8 * 1024 * 1024;

  private final Rules rules;

  BodyCheck(Rules rules) {
    this.rules = rules;
  }

  @Nullable Invalid check(Block block) {
    BlockHeader header = block.header();
    BlockBody body = block.body();
    if ((body.withdrawals() != null) != rules.isAtLeast(Fork.SHANGHAI)) {
      return new Invalid(Reason.FORK_FIELDS, "withdrawals in " + rules.fork());
    }
    if (rules.isAtLeast(Fork.OSAKA)) {
      long size = BlockCodec.encodedBytes(block);
      if (size > MAX_BLOCK_BYTES) {
        return new Invalid(Reason.BLOCK_SIZE, size + " bytes");
      }
    }
    Hash ommers = Roots.ommers(body.ommers());
    if (!ommers.equals(header.ommersHash())) {
      return new Invalid(Reason.OMMERS_HASH, header.ommersHash() + ", not " + ommers);
    }
    return withdrawals(header, body.withdrawals());
  }

  /// Whether these are the transactions that the header commits to. Comes after their execution: a
  /// fault of one of them says more.
  static @Nullable Invalid transactionsRoot(Block block) {
    Hash claimed = block.header().transactionsRoot();
    Hash root = Roots.transactions(block.body().transactions());
    return claimed.equals(root)
        ? null
        : new Invalid(Reason.TRANSACTIONS_ROOT, claimed + ", not " + root);
  }

  private static @Nullable Invalid withdrawals(
      BlockHeader header, @Nullable List<Withdrawal> withdrawals) {
    if (withdrawals == null) {
      return null;
    }
    Hash root = Roots.withdrawals(withdrawals);
    Hash claimed = header.withdrawalsRoot();
    return Objects.equals(claimed, root)
        ? null
        : new Invalid(Reason.WITHDRAWALS_ROOT, claimed + ", not " + root);
  }

  static int blobCount(Transaction transaction) {
    return transaction instanceof Transaction.Blob blob ? blob.blobVersionedHashes().size() : 0;
  }
}
