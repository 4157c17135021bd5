package org.cairn.evm.tx;

import java.math.BigInteger;
import java.util.List;
import org.cairn.core.block.Log;
import org.cairn.core.block.Transaction;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.cairn.evm.instruction.ContractAddress;
import org.cairn.evm.instruction.Execution;
import org.cairn.evm.instruction.FramePool;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.interpreter.CallResult;
import org.cairn.evm.interpreter.Interpreter;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.evm.trace.HaltText;
import org.cairn.evm.trace.Tracer;
import org.cairn.evm.trace.Tracing;
import org.cairn.evm.tx.Refusal.Reason;
import org.cairn.evm.world.AccountState;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// Executes transactions that nobody has signed, for `eth_simulateV1`: they pay their gas and
/// change the world as real ones do. Any account may send, and a transaction may have more gas than
/// one of the chain. What else is checked is for the client to choose.
///
/// One thread owns it.
public final class Rehearsal {
  private final World world;
  private final BlockContext block;
  private final Precompiles precompiles;
  private final boolean validates;
  private final FramePool frames = new FramePool();

  /// With `validates` nonces and fees are checked as in a block; else a nonce may be any, and a
  /// transaction without fees costs nothing.
  public Rehearsal(World world, BlockContext block, Precompiles precompiles, boolean validates) {
    this.world = world;
    this.block = block;
    this.precompiles = precompiles;
    this.validates = validates;
  }

  /// What became of a transaction.
  public sealed interface Result {
    /// `reason` says in words why it failed; `maxGasUsed` is the gas before refunds.
    record Executed(
        Halt halt, String reason, Bytes output, long gasUsed, long maxGasUsed, List<Log> logs)
        implements Result {
      public Executed {
        logs = List.copyOf(logs);
      }
    }

    /// It cannot be executed; the world is as before.
    record Refused(Refusal refusal) implements Result {}
  }

  public Result run(Transaction transaction, Address from, Tracer tracer) {
    AccountState sender = world.account(from);
    Refusal refusal = refusal(transaction, sender);
    if (refusal != null) {
      return new Result.Refused(refusal);
    }
    Rules rules = block.rules();
    IntrinsicGas intrinsic = IntrinsicGas.of(transaction, rules);
    Wei gasPrice = gasPrice(transaction);
    world.beginTransaction();
    Tracing tracing = new Tracing(tracer, world);
    tracing.started();
    world.subtractBalance(sender, gasPrice.times(transaction.gasLimit()).value());
    world.subtractBalance(sender, blobFee(transaction).value());
    Address created = transaction.to() == null ? ContractAddress.of(from, sender.nonce()) : null;
    world.putNonce(sender, sender.nonce() + 1);
    TransactionProcessor.prepare(world, transaction, from, block);
    Execution execution =
        new Execution(
            world,
            block,
            new Execution.Origin(
                from, gasPrice.value(), TransactionProcessor.blobHashes(transaction)),
            frames,
            tracing,
            precompiles);
    long gas = transaction.gasLimit() - intrinsic.intrinsic();
    CallResult result =
        Interpreter.run(
            execution, TransactionProcessor.message(transaction, from, created, gas), frames);
    long limit = transaction.gasLimit();
    long used = TransactionProcessor.gasUsed(world, limit, result.gasLeft(), intrinsic.floor());
    long most = Math.max(limit - result.gasLeft(), intrinsic.floor());
    world.addBalance(sender, gasPrice.times(limit - used).value());
    if (!isFree(transaction)) {
      Wei tip = gasPrice.minus(block.baseFeePerGas());
      world.addBalance(world.account(block.beneficiary()), tip.times(used).value());
    }
    var executed =
        new Result.Executed(
            result.halt(),
            HaltText.of(result.halt(), result.lastOpcode()),
            result.output(),
            used,
            most,
            world.logs());
    world.commitTransaction();
    tracing.ended(used);
    return executed;
  }

  private @Nullable Refusal refusal(Transaction transaction, AccountState sender) {
    Refusal refusal = validates ? nonceRefusal(transaction, sender) : null;
    if (refusal == null) {
      refusal = feeRefusal(transaction);
    }
    if (refusal == null) {
      refusal = blobRefusal(transaction);
    }
    Rules rules = block.rules();
    if (refusal == null
        && transaction.to() == null
        && transaction.data().size() > rules.gas().maxInitcodeBytes) {
      refusal =
          new Refusal(
              Reason.INITCODE_TOO_LONG,
              "max initcode size exceeded: code size " + transaction.data().size());
    }
    if (refusal == null) {
      refusal = fundsRefusal(transaction, sender);
    }
    return refusal == null ? TransactionValidity.ofGas(transaction, rules) : refusal;
  }

  private static @Nullable Refusal nonceRefusal(Transaction transaction, AccountState sender) {
    int order = Long.compareUnsigned(transaction.nonce(), sender.nonce());
    if (order != 0) {
      return new Refusal(
          order < 0 ? Reason.NONCE_TOO_LOW : Reason.NONCE_TOO_HIGH,
          "nonce too %s: address %s, tx: %s state: %s"
              .formatted(
                  order < 0 ? "low" : "high",
                  sender.address(),
                  Long.toUnsignedString(transaction.nonce()),
                  Long.toUnsignedString(sender.nonce())));
    }
    return transaction.nonce() == -1
        ? new Refusal(Reason.NONCE_AT_LIMIT, "nonce has max value: address " + sender.address())
        : null;
  }

  private @Nullable Refusal feeRefusal(Transaction transaction) {
    Wei most = transaction.maxFeePerGas();
    if (!block.rules().isAtLeast(Fork.LONDON) || isFree(transaction)) {
      return null;
    }
    if (most.compareTo(transaction.maxPriorityFeePerGas()) < 0) {
      return new Refusal(
          Reason.TIP_ABOVE_FEE_CAP,
          "max priority fee per gas higher than max fee per gas: maxPriorityFeePerGas: %s,"
                  .formatted(transaction.maxPriorityFeePerGas())
              + " maxFeePerGas: "
              + most);
    }
    return most.compareTo(block.baseFeePerGas()) < 0
        ? new Refusal(
            Reason.FEE_CAP_BELOW_BASE_FEE,
            "max fee per gas less than block base fee: maxFeePerGas: %s, baseFee: %s"
                .formatted(most, block.baseFeePerGas()))
        : null;
  }

  private @Nullable Refusal blobRefusal(Transaction transaction) {
    if (!(transaction instanceof Transaction.Blob blob)) {
      return null;
    }
    Refusal refusal = TransactionValidity.ofBlobs(blob, block.rules());
    if (refusal != null) {
      return refusal;
    }
    boolean free = !validates && blob.maxFeePerBlobGas().isZero();
    return !free && blob.maxFeePerBlobGas().compareTo(block.blobBaseFee()) < 0
        ? new Refusal(
            Reason.BLOB_FEE_CAP_BELOW_BASE_FEE,
            "max fee per blob gas less than block blob gas fee: maxFeePerBlobGas: %s, blobBaseFee: %s"
                .formatted(blob.maxFeePerBlobGas(), block.blobBaseFee()))
        : null;
  }

  private static @Nullable Refusal fundsRefusal(Transaction transaction, AccountState sender) {
    BigInteger have = sender.balance().toBigInteger();
    BigInteger want = TransactionValidity.greatestCost(transaction);
    return have.compareTo(want) < 0
        ? new Refusal(
            Reason.INSUFFICIENT_FUNDS,
            "insufficient funds for gas * price + value: address %s have %s want %s"
                .formatted(sender.address(), have, want))
        : null;
  }

  /// Whether the transaction names no fee and none is asked for.
  private boolean isFree(Transaction transaction) {
    return !validates
        && transaction.maxFeePerGas().isZero()
        && transaction.maxPriorityFeePerGas().isZero();
  }

  private Wei gasPrice(Transaction transaction) {
    return isFree(transaction)
        ? Wei.ZERO
        : TransactionProcessor.effectiveGasPrice(transaction, block.baseFeePerGas());
  }

  private Wei blobFee(Transaction transaction) {
    List<Hash> hashes = TransactionProcessor.blobHashes(transaction);
    return block.blobBaseFee().times(hashes.size() * BlobGas.PER_BLOB);
  }
}
