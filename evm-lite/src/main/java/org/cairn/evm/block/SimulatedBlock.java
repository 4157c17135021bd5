package org.cairn.evm.block;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.evm.trace.TransferLogs;
import org.cairn.evm.tx.Rehearsal;
import org.cairn.evm.tx.TransactionProcessor;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.BlockHashes;
import org.jspecify.annotations.Nullable;

/// A block of transactions that nobody has signed: begun, filled with [#run], ended with [#seal].
/// Its system calls, requests and roots are those of a real block. One thread owns it.
public final class SimulatedBlock {
  private final BlockHeader template;
  private final BlockDraft draft;
  private final BlockExecution execution;
  private final Rehearsal rehearsal;
  private final TransferLogs logs;
  private final List<SignedTransaction> transactions = new ArrayList<>();

  /// How a simulation differs from a chain.
  public record Mode(boolean validates, boolean logsTransfers, Precompiles precompiles) {}

  /// Begins the block after the parent, whose state may have been altered.
  public SimulatedBlock(
      ChainRules chain,
      CodeCache codes,
      Parent parent,
      BlockDraft draft,
      BlockHashes hashes,
      Mode mode) {
    Rules rules = chain.schedule().at(draft.number(), draft.timestampSeconds());
    this.draft = draft;
    this.template = template(rules, parent.header(), draft, mode.validates);
    this.execution =
        new BlockExecution(chain, codes, new TransactionProcessor(), parent, template, hashes);
    BlockContext context = execution.context();
    Wei blobBaseFee = draft.blobBaseFee();
    this.rehearsal =
        new Rehearsal(
            execution.world(),
            blobBaseFee == null ? context : context.withBlobBaseFee(blobBaseFee),
            mode.precompiles,
            mode.validates);
    this.logs = new TransferLogs(mode.logsTransfers);
    execution.begin(template);
  }

  /// The header as far as it is known.
  private static BlockHeader template(
      Rules rules, BlockHeader parent, BlockDraft draft, boolean validates) {
    boolean merged = rules.isAtLeast(Fork.PARIS);
    boolean cancun = rules.isAtLeast(Fork.CANCUN);
    UInt256 difficulty = draft.difficulty();
    return new BlockHeader(
        HeaderCodec.hash(parent),
        Roots.NO_OMMERS,
        or(draft.beneficiary(), parent.beneficiary()),
        Hash.ZERO,
        Roots.EMPTY_TRIE,
        Roots.EMPTY_TRIE,
        Bloom.EMPTY,
        difficulty != null ? difficulty : merged ? UInt256.ZERO : parent.difficulty(),
        draft.number(),
        or(draft.gasLimit(), parent.gasLimit()),
        0,
        draft.timestampSeconds(),
        Bytes.EMPTY,
        or(draft.prevRandao(), Hash.ZERO),
        0,
        baseFee(rules, parent, draft, validates),
        rules.isAtLeast(Fork.SHANGHAI) ? Roots.withdrawals(draft.withdrawals()) : null,
        cancun ? 0L : null,
        cancun ? HeaderCheck.nextExcessBlobGas(parent, rules) : null,
        cancun ? or(draft.parentBeaconBlockRoot(), Hash.ZERO) : null,
        rules.isAtLeast(Fork.PRAGUE) ? Hash.ZERO : null);
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private static @Nullable Wei baseFee(
      Rules rules, BlockHeader parent, BlockDraft draft, boolean validates) {
    if (!rules.isAtLeast(Fork.LONDON)) {
      return null;
    }
    if (draft.baseFeePerGas() != null) {
      return draft.baseFeePerGas();
    }
    return validates && parent.baseFeePerGas() != null ? BaseFee.next(parent) : Wei.ZERO;
  }

  public long nonce(Address address) {
    return execution.world().account(address).nonce();
  }

  public long gasLeft() {
    return execution.gasLeft();
  }

  /// Executes the transaction as if that sender had signed it.
  public Rehearsal.Result run(SignedTransaction transaction, Address sender) {
    Rehearsal.Result result = rehearsal.run(transaction.transaction(), sender, logs);
    if (result instanceof Rehearsal.Result.Executed executed) {
      transactions.add(transaction);
      execution.count(
          transaction.transaction(),
          executed.halt().isSuccess(),
          executed.gasUsed(),
          executed.logs());
    }
    return result;
  }

  /// The logs of the transaction that ran last.
  public List<TransferLogs.Numbered> logs() {
    return logs.logs();
  }

  /// How the block ended.
  public sealed interface End {
    record Sealed(Block block, StateView state) implements End {}

    /// It cannot end: a contract that the fork needs is missing or fails.
    record Failed(String reason) implements End {}
  }

  public End seal() {
    boolean withdraws = template.withdrawalsRoot() != null;
    BlockBody body = new BlockBody(transactions, List.of(), withdraws ? draft.withdrawals() : null);
    Verdict.Invalid failure = execution.finish(body);
    if (failure != null) {
      return new End.Failed(failure.reason() + ": " + failure.detail());
    }
    StateView state = execution.state();
    BlockHeader header = BlockBuilder.seal(template, body, execution, state.root());
    return new End.Sealed(new Block(header, body), state);
  }
}
