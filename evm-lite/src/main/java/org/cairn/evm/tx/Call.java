package org.cairn.evm.tx;

import org.cairn.core.block.Transaction;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.instruction.ContractAddress;
import org.cairn.evm.instruction.Execution;
import org.cairn.evm.instruction.FramePool;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.instruction.Message;
import org.cairn.evm.interpreter.CallResult;
import org.cairn.evm.interpreter.Interpreter;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.evm.trace.HaltText;
import org.cairn.evm.trace.Tracer;
import org.cairn.evm.trace.Tracing;
import org.cairn.evm.world.AccountState;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// Tries calls out for `eth_call` and `eth_estimateGas`: no signature, no nonce, no fees. It holds
/// nothing but the cache of code, so any thread may use it.
public final class Call {
  private final CodeCache codes;

  public Call(CodeCache codes) {
    this.codes = codes;
  }

  /// Runs the call on the state, which stays as it is.
  public CallOutcome run(StateReader state, BlockContext block, CallRequest request) {
    return run(new World(state, block.rules(), codes), block, request);
  }

  /// Runs the call on a world, whose changes remain: for calls that build on one another.
  public CallOutcome run(World world, BlockContext block, CallRequest request) {
    return run(world, block, request, null);
  }

  /// The same, watched by a tracer unless there is none.
  public CallOutcome run(
      World world, BlockContext block, CallRequest request, @Nullable Tracer tracer) {
    return run(world, block, request, Precompiles.at(block.rules().fork()), tracer);
  }

  /// The same where precompiles may be elsewhere.
  public CallOutcome run(
      World world,
      BlockContext block,
      CallRequest request,
      Precompiles precompiles,
      @Nullable Tracer tracer) {
    Rules rules = block.rules();
    Transaction transaction = transaction(request, rules.chainId());
    IntrinsicGas intrinsic = IntrinsicGas.of(transaction, rules);
    Refusal refusal = tooLittleGas(request, intrinsic, rules);
    if (refusal != null) {
      return new CallOutcome.Refused(refusal);
    }
    world.beginTransaction();
    Tracing tracing = tracer == null ? null : new Tracing(tracer, world);
    if (tracing != null) {
      tracing.started();
    }
    AccountState sender = world.account(request.from());
    Address created =
        request.to() == null ? ContractAddress.of(request.from(), sender.nonce()) : null;
    world.putNonce(sender, sender.nonce() + 1);
    TransactionProcessor.prepare(world, transaction, request.from(), block);
    FramePool frames = new FramePool();
    Execution execution =
        new Execution(
            world,
            block,
            new Execution.Origin(request.from(), request.gasPrice().value(), request.blobHashes()),
            frames,
            tracing,
            precompiles);
    UInt256 value = request.value().value();
    long gas = request.gasLimit() - intrinsic.intrinsic();
    CallResult result =
        Interpreter.run(
            execution,
            new Message(request.from(), request.to(), created, value, request.data(), gas),
            frames);
    long used =
        TransactionProcessor.gasUsed(
            world, request.gasLimit(), result.gasLeft(), intrinsic.floor());
    CallOutcome outcome = outcome(world, request, result, used);
    world.commitTransaction();
    if (tracing != null) {
      tracing.ended(used);
    }
    return outcome;
  }

  private static CallOutcome outcome(
      World world, CallRequest request, CallResult result, long used) {
    if (result.halt().isSuccess()) {
      long needed = Math.max(used, request.gasLimit() - result.gasLeft());
      return new CallOutcome.Completed(result.output(), used, needed, world.logs());
    }
    return result.halt() == Halt.REVERT
        ? new CallOutcome.Reverted(result.output(), used)
        : new CallOutcome.Halted(
            result.halt(), HaltText.of(result.halt(), result.lastOpcode()), used);
  }

  private static @Nullable Refusal tooLittleGas(
      CallRequest request, IntrinsicGas intrinsic, Rules rules) {
    if (request.to() == null && request.data().size() > rules.gas().maxInitcodeBytes) {
      return new Refusal(
          Refusal.Reason.INITCODE_TOO_LONG,
          "max initcode size exceeded: code size " + request.data().size());
    }
    if (request.gasLimit() < intrinsic.intrinsic()) {
      return new Refusal(
          Refusal.Reason.INTRINSIC_GAS,
          "intrinsic gas too low: have " + request.gasLimit() + ", want " + intrinsic.intrinsic(),
          TransactionValidity.haveAndWant(request.gasLimit(), intrinsic.intrinsic()));
    }
    if (request.gasLimit() < intrinsic.floor()) {
      return new Refusal(
          Refusal.Reason.FLOOR_GAS,
          "insufficient gas for floor data gas cost: have "
              + request.gasLimit()
              + ", want "
              + intrinsic.floor());
    }
    return null;
  }

  /// The transaction whose intrinsic gas and access list are the request's.
  private static Transaction transaction(CallRequest request, long chainId) {
    Address to = request.to();
    if (!request.authorizations().isEmpty() && to != null) {
      return new Transaction.SetCode(
          chainId,
          0,
          request.gasPrice(),
          request.gasPrice(),
          request.gasLimit(),
          to,
          request.value(),
          request.data(),
          request.accessList(),
          request.authorizations());
    }
    return new Transaction.DynamicFee(
        chainId,
        0,
        request.gasPrice(),
        request.gasPrice(),
        request.gasLimit(),
        to,
        request.value(),
        request.data(),
        request.accessList());
  }
}
