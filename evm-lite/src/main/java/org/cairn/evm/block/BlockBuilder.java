package org.cairn.evm.block;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;
import org.cairn.core.types.UInt256;
import org.cairn.evm.block.BuiltBlock.Refused;
import org.cairn.evm.block.Verdict.Invalid;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.cairn.evm.tx.Refusal;
import org.cairn.evm.tx.TransactionProcessor;
import org.cairn.evm.world.BlockHashes;
import org.jspecify.annotations.Nullable;

/// Makes a block out of candidate transactions, on the state of its parent. What it makes, the
/// executor accepts. One thread at a time.
public final class BlockBuilder {
  /// No transaction uses less.
  private static final long LEAST_TRANSACTION_GAS = 21_000;

  /// More than a header of 32 bytes of extra data takes, with the prefixes of all lists.
  private static final int HEADER_BYTES = 800;

  /// More than a withdrawal takes: two 64-bit numbers and an amount, an address, their prefixes.
  private static final int WITHDRAWAL_BYTES = 50;

  /// The prefix of a transaction in the body.
  private static final int TRANSACTION_PREFIX_BYTES = 5;

  private final ChainRules chain;
  private final CodeCache codes;
  private final TransactionProcessor processor;
  private final Departures departures;

  public BlockBuilder(ChainRules chain, CodeCache codes) {
    this(chain, codes, Departures.NONE);
  }

  /// A builder for a development chain.
  public BlockBuilder(ChainRules chain, CodeCache codes, Departures departures) {
    this.chain = chain;
    this.codes = codes;
    this.departures = departures;
    this.processor = new TransactionProcessor(chain.sendersMayHaveCode());
  }

  /// Builds the block after the parent. `hashes` knows the ancestors of the parent.
  ///
  /// @throws IllegalArgumentException when the timestamp cannot follow the parent's or the fork is
  ///   one before the merge
  public BuiltBlock build(
      Parent parent,
      BlockAttributes attributes,
      TransactionSource source,
      BlockHashes hashes,
      BuildLimits limits) {
    BlockHeader template = template(parent.header(), attributes);
    BlockExecution execution =
        new BlockExecution(chain, codes, processor, parent, template, hashes);
    execution.begin(template);
    List<SignedTransaction> included = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    List<Withdrawal> withdrawals =
        execution.rules().isAtLeast(Fork.SHANGHAI) ? attributes.withdrawals() : null;
    fill(execution, source, room(limits, withdrawals), included, refused);
    BlockBody body = new BlockBody(included, List.of(), withdrawals);
    Invalid failure = execution.finish(body);
    if (failure != null) {
      // No block can follow the parent: the genesis state lacks a contract that the fork needs.
      throw new InvariantViolation(failure.reason() + ": " + failure.detail());
    }
    StateView state = execution.state();
    BlockHeader header = seal(template, body, execution, state.root());
    return new BuiltBlock(
        new Block(header, body), state, execution.receipts(), execution.requests(), refused);
  }

  /// The limits for the transactions alone.
  private static BuildLimits room(BuildLimits limits, @Nullable List<Withdrawal> withdrawals) {
    int fixed = HEADER_BYTES + (withdrawals == null ? 0 : withdrawals.size() * WITHDRAWAL_BYTES);
    int max = Math.min(limits.maxBytes(), BodyCheck.MAX_BLOCK_BYTES);
    return new BuildLimits(max - fixed, limits.mayGoOn());
  }

  private static void fill(
      BlockExecution execution,
      TransactionSource source,
      BuildLimits limits,
      List<SignedTransaction> included,
      List<Refused> refused) {
    // Senders of a candidate that did not fit: their later ones would only be refused for a gap.
    Set<Address> passedOver = new HashSet<>();
    long bytesLeft = limits.maxBytes();
    while (execution.gasLeft() >= LEAST_TRANSACTION_GAS && limits.mayGoOn().getAsBoolean()) {
      RecoveredTransaction candidate = source.next();
      if (candidate == null) {
        return;
      }
      long bytes = (long) candidate.signed().encoded().size() + TRANSACTION_PREFIX_BYTES;
      if (passedOver.contains(candidate.sender())
          || bytes > bytesLeft
          || !fits(execution, candidate.transaction())) {
        passedOver.add(candidate.sender());
        continue;
      }
      Refusal refusal = execution.apply(candidate);
      if (refusal == null) {
        included.add(candidate.signed());
        bytesLeft -= bytes;
      } else {
        refused.add(new Refused(candidate, refusal));
      }
    }
  }

  private static boolean fits(BlockExecution execution, Transaction transaction) {
    return Long.compareUnsigned(transaction.gasLimit(), execution.gasLeft()) <= 0
        && BodyCheck.blobCount(transaction) <= execution.blobsLeft();
  }

  /// The header as far as it is known before execution.
  private BlockHeader template(BlockHeader parent, BlockAttributes attributes) {
    long number = parent.number() + 1;
    long timestamp = attributes.timestampSeconds();
    Rules rules = chain.schedule().at(number, timestamp);
    long earliest = parent.timestampSeconds() + (chain.timestampMayEqualParents() ? 0 : 1);
    if (timestamp < earliest || !rules.isAtLeast(Fork.PARIS)) {
      throw new IllegalArgumentException(
          "no block at " + timestamp + " after " + parent.timestampSeconds() + ", " + rules.fork());
    }
    boolean cancun = rules.isAtLeast(Fork.CANCUN);
    return new BlockHeader(
        HeaderCodec.hash(parent),
        Roots.NO_OMMERS,
        attributes.beneficiary(),
        Hash.ZERO,
        Roots.EMPTY_TRIE,
        Roots.EMPTY_TRIE,
        Bloom.EMPTY,
        UInt256.ZERO,
        number,
        departures.gasLimit() != null
            ? departures.gasLimit()
            : GasLimits.towards(parent.gasLimit(), attributes.gasLimitTarget()),
        0,
        timestamp,
        attributes.extraData(),
        attributes.prevRandao(),
        0,
        departures.baseFeePerGas() != null ? departures.baseFeePerGas() : BaseFee.next(parent),
        rules.isAtLeast(Fork.SHANGHAI) ? Roots.withdrawals(attributes.withdrawals()) : null,
        cancun ? 0L : null,
        cancun ? HeaderCheck.nextExcessBlobGas(parent, rules) : null,
        cancun ? attributes.parentBeaconBlockRoot() : null,
        rules.isAtLeast(Fork.PRAGUE) ? Hash.ZERO : null);
  }

  /// The template with what executing the body gave.
  static BlockHeader seal(
      BlockHeader template, BlockBody body, BlockExecution execution, Hash stateRoot) {
    return new BlockHeader(
        template.parentHash(),
        template.ommersHash(),
        template.beneficiary(),
        stateRoot,
        Roots.transactions(body.transactions()),
        Roots.receipts(execution.receipts()),
        Bloom.union(execution.receipts()),
        template.difficulty(),
        template.number(),
        template.gasLimit(),
        execution.gasUsed(),
        template.timestampSeconds(),
        template.extraData(),
        template.prevRandao(),
        template.nonce(),
        template.baseFeePerGas(),
        template.withdrawalsRoot(),
        template.blobGasUsed() == null ? null : execution.blobCount() * BlobGas.PER_BLOB,
        template.excessBlobGas(),
        template.parentBeaconBlockRoot(),
        template.requestsHash() == null ? null : Roots.requestsHash(execution.requests()));
  }
}
