package org.cairn.evm.block;

import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.evm.block.Verdict.Invalid;
import org.cairn.evm.block.Verdict.Reason;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.cairn.evm.tx.Refusal;
import org.cairn.evm.tx.TransactionProcessor;
import org.cairn.evm.world.BlockHashes;
import org.jspecify.annotations.Nullable;

/// Decides whether a block follows its parent by all rules of its fork, and what state it leads to.
/// One thread at a time.
public final class BlockExecutor {
  private final ChainRules chain;
  private final CodeCache codes;
  private final TransactionProcessor processor;

  public BlockExecutor(ChainRules chain, CodeCache codes) {
    this.chain = chain;
    this.codes = codes;
    this.processor = new TransactionProcessor();
  }

  /// Executes a block of a chain that began with proof of stake: none of its blocks has ommers.
  public Verdict execute(Parent parent, Block block, List<Address> senders, BlockHashes hashes) {
    return execute(parent, block, senders, Ancestors.withoutOmmers(hashes));
  }

  /// `senders` are those of the body's transactions, in their order, as [BlockSenders] finds them.
  /// `ancestors` knows those of the parent and for ommers the parent itself; the parent's own hash
  /// follows from its header.
  ///
  /// @throws IllegalArgumentException when the senders are not as many as the transactions, or the
  ///   total difficulty of a parent is absent that is needed
  public Verdict execute(Parent parent, Block block, List<Address> senders, Ancestors ancestors) {
    List<SignedTransaction> transactions = block.body().transactions();
    if (senders.size() != transactions.size()) {
      throw new IllegalArgumentException(
          senders.size() + " senders for " + transactions.size() + " transactions");
    }
    BlockHeader header = block.header();
    Invalid found = beforeExecution(parent, block, ancestors);
    if (found != null) {
      return found;
    }
    BlockExecution execution =
        new BlockExecution(chain, codes, processor, parent, header, ancestors);
    execution.begin(header);
    for (int i = 0; i < transactions.size(); i++) {
      found = apply(execution, new RecoveredTransaction(transactions.get(i), senders.get(i)), i);
      if (found != null) {
        return found;
      }
    }
    found = BodyCheck.transactionsRoot(block);
    found = found != null ? found : execution.finish(block.body());
    return found != null ? found : compare(header, execution);
  }

  private @Nullable Invalid beforeExecution(Parent parent, Block block, Ancestors ancestors) {
    BlockHeader header = block.header();
    Rules rules = chain.schedule().at(header);
    Invalid found = merge(parent, header);
    if (found == null) {
      found =
          new HeaderCheck(parent.header(), rules, chain.timestampMayEqualParents())
              .check(header, HeaderCodec.hash(parent.header()));
    }
    found = found != null ? found : new BodyCheck(rules).check(block);
    return found != null ? found : new OmmerCheck(chain, ancestors).check(block);
  }

  /// EIP-3675: a block has proof of work exactly as long as the total difficulty before it is below
  /// the terminal one.
  private @Nullable Invalid merge(Parent parent, BlockHeader header) {
    UInt256 terminal = chain.schedule().terminalTotalDifficulty();
    if (terminal == null) {
      return null;
    }
    boolean merged = parent.header().difficulty().isZero();
    if (!merged) {
      UInt256 total = parent.totalDifficulty();
      if (total == null) {
        throw new IllegalArgumentException("no total difficulty of " + parent.header().number());
      }
      merged = total.compareTo(terminal) >= 0;
    }
    return merged == header.difficulty().isZero()
        ? null
        : new Invalid(
            Reason.MERGE,
            "difficulty " + header.difficulty() + (merged ? " after" : " before") + " the merge");
  }

  private static @Nullable Invalid apply(
      BlockExecution execution, RecoveredTransaction transaction, int index) {
    Refusal refusal = execution.apply(transaction);
    return refusal == null
        ? null
        : new Invalid(
            Reason.TRANSACTION,
            "transaction " + index + ": " + refusal.message(),
            refusal.reason());
  }

  /// What the header says came of the block against what did. The state root comes last, as it
  /// costs most.
  private static Verdict compare(BlockHeader header, BlockExecution execution) {
    if (header.gasUsed() != execution.gasUsed()) {
      return new Invalid(Reason.GAS_USED, header.gasUsed() + ", not " + execution.gasUsed());
    }
    Long blobGasUsed = header.blobGasUsed();
    if (blobGasUsed != null && blobGasUsed != execution.blobCount() * BlobGas.PER_BLOB) {
      return new Invalid(
          Reason.BLOB_GAS_USED,
          Long.toUnsignedString(blobGasUsed) + " for " + execution.blobCount() + " blobs");
    }
    Hash receiptsRoot = Roots.receipts(execution.receipts());
    if (!header.receiptsRoot().equals(receiptsRoot)) {
      return new Invalid(Reason.RECEIPTS_ROOT, header.receiptsRoot() + ", not " + receiptsRoot);
    }
    Bytes bloom = Bloom.union(execution.receipts());
    if (!header.logsBloom().equals(bloom)) {
      return new Invalid(Reason.LOGS_BLOOM, header.logsBloom() + ", not " + bloom);
    }
    Hash requestsHash = header.requestsHash();
    if (requestsHash != null && !requestsHash.equals(Roots.requestsHash(execution.requests()))) {
      return new Invalid(
          Reason.REQUESTS_HASH, requestsHash + ", not " + Roots.requestsHash(execution.requests()));
    }
    StateView state = execution.state();
    if (!header.stateRoot().equals(state.root())) {
      return new Invalid(Reason.STATE_ROOT, header.stateRoot() + ", not " + state.root());
    }
    return new Verdict.Valid(state, execution.receipts(), execution.requests());
  }
}
