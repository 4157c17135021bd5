package org.cairn.evm.block;

import java.util.List;
import org.cairn.core.block.Receipt;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Bytes;
import org.cairn.evm.tx.Refusal;
import org.jspecify.annotations.Nullable;

/// What executing a block found.
public sealed interface Verdict {
  /// The block keeps all rules. `requests` are those that it makes of the staking layer, each with
  /// its type byte first, in rising order of types (EIP-7685).
  record Valid(StateView state, List<Receipt> receipts, List<Bytes> requests) implements Verdict {
    public Valid {
      receipts = List.copyOf(receipts);
      requests = List.copyOf(requests);
    }
  }

  /// The block breaks a rule; `detail` says by what, for a log. `refusal` is present when a
  /// transaction broke it.
  record Invalid(Reason reason, String detail, Refusal.@Nullable Reason refusal)
      implements Verdict {
    public Invalid(Reason reason, String detail) {
      this(reason, detail, null);
    }
  }

  /// The rule that an invalid block breaks.
  enum Reason {
    /// The bytes are no block at all, or a transaction in them is none.
    FORMAT,
    /// An item of the header or body is absent in spite of its fork, or present before it.
    FORK_FIELDS,
    PARENT_HASH,
    NUMBER,
    TIMESTAMP,
    EXTRA_DATA,
    GAS_LIMIT,
    GAS_USED_ABOVE_LIMIT,
    DIFFICULTY,
    /// Proof of work after the terminal total difficulty, or none before it.
    MERGE,
    /// A difficulty or nonce that is not zero after the merge.
    PROOF_OF_WORK,
    OMMERS_AFTER_MERGE,
    OMMERS_HASH,
    TOO_MANY_OMMERS,
    /// An ommer that this block or one of the last ancestors has named already.
    OMMER_TWICE,
    OMMER_IS_ANCESTOR,
    /// An ommer whose parent is unknown, too old, or the parent of the block.
    OMMER_PARENT,
    /// An ommer that would not have been valid as a block's header.
    OMMER_HEADER,
    BASE_FEE,
    EXCESS_BLOB_GAS,
    BLOB_GAS_USED,
    BLOCK_SIZE,
    TRANSACTIONS_ROOT,
    WITHDRAWALS_ROOT,
    /// A transaction whose signature names no sender.
    SIGNATURE,
    /// A transaction that is not valid at its place, or for which the block has no room.
    TRANSACTION,
    GAS_USED,
    RECEIPTS_ROOT,
    LOGS_BLOOM,
    /// A log of the deposit contract of another layout (EIP-6110).
    DEPOSIT_LOG,
    /// A system contract that a block needs is missing, or its call failed.
    SYSTEM_CONTRACT,
    REQUESTS_HASH,
    STATE_ROOT
  }
}
