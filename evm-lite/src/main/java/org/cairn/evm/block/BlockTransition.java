package org.cairn.evm.block;

import java.math.BigInteger;
import java.util.List;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.trace.Tracer;
import org.cairn.evm.tx.Refusal;
import org.cairn.evm.tx.TransactionProcessor;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.BlockHashes;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// What a block does to a state, step by step under the caller's hand: for tools that make up
/// blocks. Transactions that are not valid are refused and leave no trace; the reward is the
/// caller's; no header is checked.
public final class BlockTransition {
  private static final long OMMER_PARTS = 8;
  private static final long NEPHEW_PARTS = 32;

  /// Someone who mined an ommer, so many blocks ago.
  public record Ommer(Address beneficiary, long blocksAgo) {}

  private final BlockExecution execution;
  private final BlockHeader header;

  /// Of the header, only what transactions see counts. `hashes` are those of all ancestors.
  public BlockTransition(
      ChainRules chain, StateView state, BlockHeader header, BlockHashes hashes) {
    this.header = header;
    Rules rules = chain.schedule().at(header);
    BlockContext context = BlockEnvironment.of(rules, header, hashes);
    this.execution =
        new BlockExecution(
            chain,
            new CodeCache(),
            new TransactionProcessor(),
            new Parent(header, state),
            header,
            context);
  }

  /// The difficulty of a child of the parent at that time, by the rules of a fork before Paris.
  ///
  /// @throws IllegalArgumentException when it has more than 256 bits
  public static UInt256 difficulty(BlockHeader parent, long timestampSeconds, Fork fork) {
    BigInteger difficulty = Difficulty.next(parent, timestampSeconds, fork);
    return UInt256.of(difficulty);
  }

  /// The excess of blob gas of a child of the parent.
  public static long excessBlobGas(BlockHeader parent, Rules rules) {
    return HeaderCheck.nextExcessBlobGas(parent, rules);
  }

  /// The protocol's own calls before the first transaction.
  public void begin() {
    execution.begin(header);
  }

  /// Executes a transaction, or says why it is refused.
  public @Nullable Refusal apply(RecoveredTransaction transaction, @Nullable Tracer tracer) {
    return execution.apply(transaction, tracer);
  }

  /// Pays a reward to the block's beneficiary, with its parts for ommers; a reward of nothing still
  /// touches the account.
  public void reward(UInt256 reward, List<Ommer> ommers) {
    World world = execution.world();
    world.beginTransaction();
    UInt256 nephew = reward.dividedBy(UInt256.of(NEPHEW_PARTS));
    for (Ommer ommer : ommers) {
      long parts = Math.max(0, OMMER_PARTS - ommer.blocksAgo);
      UInt256 share = reward.times(parts).dividedBy(UInt256.of(OMMER_PARTS));
      world.addBalance(world.account(ommer.beneficiary), share);
    }
    UInt256 own = reward.plus(nephew.times(ommers.size()));
    world.addBalance(world.account(header.beneficiary()), own);
    world.commitTransaction();
  }

  /// Withdrawals, then the requests of the fork; what is wrong when those cannot be made.
  public Verdict.@Nullable Invalid finish(@Nullable List<Withdrawal> withdrawals) {
    return execution.close(withdrawals);
  }

  public StateView state() {
    return execution.state();
  }

  public List<Receipt> receipts() {
    return execution.receipts();
  }

  /// The requests, each with its type first; empty before Prague.
  public List<Bytes> requests() {
    return execution.requests();
  }

  public long gasUsed() {
    return execution.gasUsed();
  }

  public long blobCount() {
    return execution.blobCount();
  }
}
