package org.cairn.evm.block;

import java.math.BigInteger;
import java.util.Objects;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Roots;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.Verdict.Invalid;
import org.cairn.evm.block.Verdict.Reason;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.jspecify.annotations.Nullable;

/// Whether a header may follow another one, as far as that shows without the block's body. Every
/// method answers with the first rule broken, or nothing.
final class HeaderCheck {
  static final int MAX_EXTRA_DATA_BYTES = 32;

  private final BlockHeader parent;
  private final Rules rules;
  private final boolean timestampMayEqualParents;

  HeaderCheck(BlockHeader parent, Rules rules, boolean timestampMayEqualParents) {
    this.parent = parent;
    this.rules = rules;
    this.timestampMayEqualParents = timestampMayEqualParents;
  }

  @Nullable Invalid check(BlockHeader header, Hash parentHash) {
    Invalid found = chain(header, parentHash);
    found = found != null ? found : limits(header);
    found = found != null ? found : fields(header);
    found = found != null ? found : consensus(header);
    return found != null ? found : fees(header);
  }

  /// Each fork's items are present from the fork on and absent before it.
  private @Nullable Invalid fields(BlockHeader header) {
    Invalid found = field("base fee", header.baseFeePerGas(), Fork.LONDON);
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
    int order = Long.compareUnsigned(header.timestampSeconds(), parent.timestampSeconds());
    if (order < 0 || (order == 0 && !timestampMayEqualParents)) {
      return new Invalid(
          Reason.TIMESTAMP,
          Long.toUnsignedString(header.timestampSeconds())
              + " after "
              + Long.toUnsignedString(parent.timestampSeconds()));
    }
    return null;
  }

  private @Nullable Invalid limits(BlockHeader header) {
    if (header.extraData().size() > MAX_EXTRA_DATA_BYTES) {
      return new Invalid(Reason.EXTRA_DATA, header.extraData().size() + " bytes");
    }
    // EIP-1559: the first block with a base fee may double the limit, to keep its target.
    boolean doubles = rules.isAtLeast(Fork.LONDON) && parent.baseFeePerGas() == null;
    long parentLimit = doubles ? parent.gasLimit() * BaseFee.ELASTICITY : parent.gasLimit();
    if (!GasLimits.isAllowed(parentLimit, header.gasLimit())) {
      return new Invalid(Reason.GAS_LIMIT, header.gasLimit() + " after " + parentLimit);
    }
    if (header.gasUsed() > header.gasLimit()) {
      return new Invalid(
          Reason.GAS_USED_ABOVE_LIMIT, header.gasUsed() + " of " + header.gasLimit());
    }
    return null;
  }

  /// What the way to agree asks of the header. The seal of proof of work is not looked at.
  private @Nullable Invalid consensus(BlockHeader header) {
    if (!rules.isAtLeast(Fork.PARIS)) {
      BigInteger difficulty = Difficulty.next(parent, header.timestampSeconds(), rules.fork());
      return header.difficulty().toBigInteger().equals(difficulty)
          ? null
          : new Invalid(Reason.DIFFICULTY, header.difficulty() + ", not " + difficulty);
    }
    // EIP-3675: what proof of work needed has fixed values.
    if (!header.difficulty().isZero() || header.nonce() != 0) {
      return new Invalid(
          Reason.PROOF_OF_WORK, "difficulty " + header.difficulty() + ", nonce " + header.nonce());
    }
    if (!header.ommersHash().equals(Roots.NO_OMMERS)) {
      return new Invalid(Reason.OMMERS_AFTER_MERGE, "ommers hash " + header.ommersHash());
    }
    return null;
  }

  private @Nullable Invalid fees(BlockHeader header) {
    Wei baseFee = rules.isAtLeast(Fork.LONDON) ? BaseFee.next(parent) : null;
    if (!Objects.equals(header.baseFeePerGas(), baseFee)) {
      return new Invalid(Reason.BASE_FEE, header.baseFeePerGas() + ", not " + baseFee);
    }
    Long excess = header.excessBlobGas();
    if (excess != null && excess != nextExcessBlobGas(parent, rules)) {
      return new Invalid(
          Reason.EXCESS_BLOB_GAS,
          Long.toUnsignedString(excess) + ", not " + nextExcessBlobGas(parent, rules));
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
}
