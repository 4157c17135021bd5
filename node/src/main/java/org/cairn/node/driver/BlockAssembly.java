package org.cairn.node.driver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.staking.StakingContent;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.pool.Selection;
import org.cairn.core.pool.TxPool;
import org.cairn.core.state.Account;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.evm.block.BaseFee;
import org.cairn.evm.block.BlockAttributes;
import org.cairn.evm.block.BlockBuilder;
import org.cairn.evm.block.BuildLimits;
import org.cairn.evm.block.BuiltBlock;
import org.cairn.evm.block.Parent;
import org.cairn.evm.block.TransactionSource;
import org.cairn.evm.tx.Refusal;
import org.cairn.evm.world.BlockHashes;
import org.cairn.node.stake.BlockRecord;
import org.jspecify.annotations.Nullable;

/// Makes this node's own blocks from the pool, and remembers the last ones, so that the engine's
/// request to verify one of them costs nothing. Runs on the execution thread.
final class BlockAssembly {
  /// As much as a proposal can carry to all validators within a fraction of the timeout.
  private static final int MAX_BLOCK_BYTES = 2 << 20;

  /// A block that takes longer to build takes too long to execute everywhere.
  private static final long MAX_BUILD_NANOS = 150_000_000;

  private static final int REMEMBERED = 8;
  private static final Bytes EXTRA_DATA = Bytes.EMPTY;

  private final BlockBuilder builder;
  private final TxPool pool;
  private final Clock clock;
  private final Supplier<Address> feeRecipient;
  private final long gasLimitTarget;
  private final Map<Hash, ExecutedBlock> remembered = new LinkedHashMap<>();

  BlockAssembly(ExecutionDriver.Own own) {
    this.builder = own.builder();
    this.pool = own.pool();
    this.clock = own.clock();
    this.feeRecipient = own.feeRecipient();
    this.gasLimitTarget = own.gasLimitTarget();
  }

  /// What the staking layer wants in a block.
  record Due(List<Withdrawal> withdrawals, StakingContent content) {}

  /// The block for a request, or nothing when there is no transaction and none must be built.
  @Nullable ExecutedBlock assemble(
      Effect.BuildPayload request, Parent parent, BlockHashes hashes, Due due, boolean must) {
    var source = new PoolSource(pool.best(BaseFee.next(parent.header())), parent.state());
    if (!must && source.isEmpty()) {
      return null;
    }
    long timestampMillis = Math.max(clock.unixMillis(), request.minTimestampMillis());
    long startNanos = clock.nanos();
    RootBlock position = request.parent();
    var attributes =
        new BlockAttributes(
            PayloadRules.timestampSeconds(timestampMillis),
            feeRecipient.get(),
            PayloadRules.prevRandao(parent.header().prevRandao(), request.randaoReveal()),
            position.id(),
            due.withdrawals(),
            gasLimitTarget,
            EXTRA_DATA);
    BuiltBlock built =
        builder.build(
            parent,
            attributes,
            source,
            hashes,
            new BuildLimits(MAX_BLOCK_BYTES, () -> clock.nanos() - startNanos < MAX_BUILD_NANOS));
    built.refused().forEach(this::forget);
    if (!must && built.block().body().transactions().isEmpty()) {
      return null;
    }
    Hash hash = HeaderCodec.hash(built.block().header());
    var executed =
        new ExecutedBlock(
            // The block's own id is not known yet; see ExecutionDriver.
            new RootBlock(
                request.round().view(), hash, position.height() + 1, timestampMillis, hash),
            position.id(),
            built.block(),
            hash,
            source.sendersOf(built.block().body().transactions()),
            built.receipts(),
            built.state(),
            new BlockRecord(due.content(), built.requests()),
            null);
    remember(executed);
    return executed;
  }

  /// What cannot be executed on this state goes, unless it only comes too early or is on its way to
  /// being final already.
  private void forget(BuiltBlock.Refused refused) {
    Refusal.Reason reason = refused.refusal().reason();
    if (reason != Refusal.Reason.NONCE_TOO_LOW && reason != Refusal.Reason.NONCE_TOO_HIGH) {
      pool.remove(refused.transaction().signed().hash());
    }
  }

  private void remember(ExecutedBlock built) {
    remembered.put(built.hash(), built);
    if (remembered.size() > REMEMBERED) {
      remembered.remove(remembered.keySet().iterator().next());
    }
  }

  /// The block that was built here with this execution hash, or nothing.
  @Nullable ExecutedBlock recall(Hash payloadRoot) {
    return remembered.get(payloadRoot);
  }

  /// The pool's selection without what blocks on the way to finality hold already.
  private static final class PoolSource implements TransactionSource {
    private final Selection selection;
    private final StateReader state;
    private final Map<Hash, Address> senders = new LinkedHashMap<>();
    private @Nullable RecoveredTransaction first;

    PoolSource(Selection selection, StateReader state) {
      this.selection = selection;
      this.state = state;
      this.first = advance();
    }

    boolean isEmpty() {
      return first == null;
    }

    @Override
    public @Nullable RecoveredTransaction next() {
      RecoveredTransaction now = first;
      if (now != null) {
        senders.put(now.signed().hash(), now.sender());
        first = advance();
      }
      return now;
    }

    /// The senders of transactions that this source gave out.
    List<Address> sendersOf(List<SignedTransaction> transactions) {
      return transactions.stream()
          .map(signed -> Objects.requireNonNull(senders.get(signed.hash())))
          .toList();
    }

    private @Nullable RecoveredTransaction advance() {
      while (true) {
        RecoveredTransaction candidate = selection.next();
        if (candidate == null) {
          return null;
        }
        Account sender = state.account(candidate.sender());
        long nonce = sender == null ? 0 : sender.nonce();
        if (Long.compareUnsigned(candidate.transaction().nonce(), nonce) >= 0) {
          return candidate;
        }
      }
    }
  }
}
