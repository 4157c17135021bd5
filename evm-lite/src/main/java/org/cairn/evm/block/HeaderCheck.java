package org.cairn.evm.block;

import java.util.List;
import java.util.Objects;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.Verdict.Invalid;
import org.cairn.evm.block.Verdict.Reason;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.jspecify.annotations.Nullable;

/// Whether a block is well-formed after its parent, as far as that shows without executing it.
/// Every method answers with the first rule broken, or nothing.
final class HeaderCheck {
  static final int MAX_EXTRA_DATA_BYTES = 32;

  /// EIP-7934: 10 MiB less a margin of 2 MiB for the consensus block around it.
  static final int MAX_BLOCK_BYTES = 8 * 1024 * 1024;

  private final BlockHeader parent;
  private final Rules rules;
  private final boolean timestampMayEqualParents;

  HeaderCheck(BlockHeader parent, Rules rules, boolean timestampMayEqualParents) {
    this.parent = parent;
    this.rules = rules;
    this.timestampMayEqualParents = timestampMayEqualParents;
  }

  @Nullable Invalid check(Block block, Hash parentHash) {
    BlockHeader header = block.header();
    Invalid found = fields(block);
    found = found != null ? found : chain(header, parentHash);
    found = found != null ? found : limits(header);
    found = found != null ? found : fees(header);
    return found != null ? found : body(block);
  }

  /// Each fork's items are present from the fork on and absent before it.
  private @Nullable Invalid fields(Block block) {
    BlockHeader header = block.header();
    if (!rules.isAtLeast(Fork.PARIS)) {
      return new Invalid(Reason.FORK_NOT_SUPPORTED, "fork " + rules.fork());
    }
    Invalid found = field("base fee", header.baseFeePerGas(), Fork.LONDON);
    found = found != null ? found : field("withdrawals", block.body().withdrawals(), Fork.SHANGHAI);
    found =
        found != null ? found : field("withdrawals root", header.withdrawalsRoot(), Fork.SHANGHAI);
    found = found != null ? found : field("blob gas used", header.blobGasUsed(), Fork.CANCUN);
    found = found != null ? found : field("excess blob gas", header.excessBlobGas(), Fork.CANCUN);
    found =
        found != null
            ? found
            : field("parent beacon block root", header.parentBeaconBlockRoot(), Fork.CANCUN);
    return found != null ? found : field("requests hash", header.requestsHash(), Fork.PRAGUE);
  }

  private @Nullable Invalid field(String name, @Nullable Object value, Fork since) {
    return (value != null) == rules.isAtLeast(since)
        ? null
        : new Invalid(Reason.FORK_FIELDS, name + " in " + rules.fork());
  }

  private @Nullable Invalid chain(BlockHeader header, Hash parentHash) {
    if (!header.parentHash().equals(parentHash)) {
      return new Invalid(Reason.PARENT_HASH, header.parentHash() + ", not " + parentHash);
    }
    if (header.number() != parent.number() + 1) {
      return new Invalid(Reason.NUMBER, header.number() + " after " + parent.number());
    }
    long earliest = parent.timestampSeconds() + (timestampMayEqualParents ? 0 : 1);
    if (header.timestampSeconds() < earliest) {
      return new Invalid(
          Reason.TIMESTAMP, header.timestampSeconds() + " after " + parent.timestampSeconds());
    }
    return null;
  }

  private @Nullable Invalid limits(BlockHeader header) {
    if (header.extraData().size() > MAX_EXTRA_DATA_BYTES) {
      return new Invalid(Reason.EXTRA_DATA, header.extraData().size() + " bytes");
    }
    if (!GasLimits.isAllowed(parent.gasLimit(), header.gasLimit())) {
      return new Invalid(Reason.GAS_LIMIT, header.gasLimit() + " after " + parent.gasLimit());
    }
    if (header.gasUsed() > header.gasLimit()) {
      return new Invalid(
          Reason.GAS_USED_ABOVE_LIMIT, header.gasUsed() + " of " + header.gasLimit());
    }
    // EIP-3675: what proof of work needed has fixed values.
    if (!header.difficulty().isZero() || header.nonce() != 0) {
      return new Invalid(
          Reason.PROOF_OF_WORK, "difficulty " + header.difficulty() + ", nonce " + header.nonce());
    }
    if (!header.ommersHash().equals(Roots.NO_OMMERS)) {
      return new Invalid(Reason.OMMERS, "ommers hash " + header.ommersHash());
    }
    return null;
  }

  private @Nullable Invalid fees(BlockHeader header) {
    Wei baseFee = BaseFee.next(parent);
    if (!Objects.equals(header.baseFeePerGas(), baseFee)) {
      return new Invalid(Reason.BASE_FEE, header.baseFeePerGas() + ", not " + baseFee);
    }
    Long excess = header.excessBlobGas();
    if (excess != null && excess != nextExcessBlobGas(parent, rules)) {
      return new Invalid(
          Reason.EXCESS_BLOB_GAS, excess + ", not " + nextExcessBlobGas(parent, rules));
    }
    return null;
  }

  /// The excess of the block after this one; a parent without blobs counts as one with none.
  static long nextExcessBlobGas(BlockHeader parent, Rules rules) {
    Long excess = parent.excessBlobGas();
    Long used = parent.blobGasUsed();
    Wei fee = parent.baseFeePerGas();
    return excess == null || used == null || fee == null
        ? 0
        : BlobGas.nextExcess(rules, excess, used, fee);
  }

  /// The commitments to the body.
  private @Nullable Invalid body(Block block) {
    BlockHeader header = block.header();
    BlockBody body = block.body();
    if (!body.ommers().isEmpty()) {
      return new Invalid(Reason.OMMERS, body.ommers().size() + " ommers");
    }
    if (rules.isAtLeast(Fork.OSAKA)) {
      int size = BlockCodec.encode(block).size();
      if (size > MAX_BLOCK_BYTES) {
        return new Invalid(Reason.BLOCK_SIZE, size + " bytes");
      }
    }
    Hash transactions = Roots.transactions(body.transactions());
    if (!transactions.equals(header.transactionsRoot())) {
      return new Invalid(
          Reason.TRANSACTIONS_ROOT, header.transactionsRoot() + ", not " + transactions);
    }
    List<Withdrawal> withdrawals = body.withdrawals();
    if (withdrawals != null) {
      Hash root = Roots.withdrawals(withdrawals);
      Hash claimed = header.withdrawalsRoot();
      if (!Objects.equals(claimed, root)) {
        return new Invalid(Reason.WITHDRAWALS_ROOT, claimed + ", not " + root);
      }
    }
    return blobs(header, body.transactions());
  }

  private @Nullable Invalid blobs(BlockHeader header, List<SignedTransaction> transactions) {
    long blobs = 0;
    for (SignedTransaction signed : transactions) {
      blobs += blobCount(signed.transaction());
    }
    if (blobs > rules.blobs().max()) {
      return new Invalid(Reason.BLOB_GAS_USED, blobs + " blobs");
    }
    Long used = header.blobGasUsed();
    if (used != null && used != blobs * BlobGas.PER_BLOB) {
      return new Invalid(Reason.BLOB_GAS_USED, used + " for " + blobs + " blobs");
    }
    return null;
  }

  static int blobCount(Transaction transaction) {
    return transaction instanceof Transaction.Blob blob ? blob.blobVersionedHashes().size() : 0;
  }
}
