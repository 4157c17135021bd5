package org.cairn.rpc.method;

import java.math.BigInteger;
import java.util.Map;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.RevertReason;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.CallExecutor;
import org.cairn.rpc.port.CallOutcome;
import org.cairn.rpc.port.CallRequest;
import org.cairn.rpc.port.FeeRules;
import org.cairn.rpc.subscription.Caller;
import org.jspecify.annotations.Nullable;

/// Finds a gas limit with which a transaction succeeds, by executing it with less and less gas.
/// What a transaction uses is not enough to know: a call gets at most 63/64 of what is left
/// (EIP-150), and refunds come only at the end.
record EstimateGas(Simulation simulation, CallExecutor executor, FeeRules fees, long gasCap)
    implements Method {
  /// The intrinsic gas of a transaction, and all that a plain transfer needs.
  private static final long TRANSFER_GAS = 21_000;

  /// What a call that carries value gives to its callee, needed but given back.
  private static final long CALL_STIPEND = 2_300;

  /// The search ends when the answer is at most this much too high, as exactness costs executions.
  private static final double ERROR_RATIO = 0.015;

  @Override
  public String name() {
    return "eth_estimateGas";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Finds a gas limit with which a transaction succeeds, by executing it with less and"
                + " less gas",
            Kind.QUANTITY)
        .needs("transaction", Kind.OBJECT)
        .takes("block", Kind.BLOCK)
        .takes("stateOverrides", Kind.OBJECT)
        .takes("blockOverrides", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    return Answer.quantity(estimate(Call.wanted(arguments)));
  }

  long estimate(Simulation.Wanted wanted) {
    Simulation.Prepared prepared = simulation.prepare(wanted);
    long highest = highest(prepared, wanted.call().gas());
    if (isPlainTransfer(prepared)
        && highest >= TRANSFER_GAS
        && execute(prepared, TRANSFER_GAS) instanceof CallOutcome.Success) {
      return TRANSFER_GAS;
    }
    return switch (execute(prepared, highest)) {
      case CallOutcome.Success success -> search(prepared, success, highest);
      case CallOutcome.Reverted(Bytes data, _) -> throw new RpcException(RevertReason.error(data));
      case CallOutcome.Halted halted ->
          throw halted.lacksGas()
              ? new RpcException(
                  RpcError.SERVER,
                  "gas required exceeds allowance (" + highest + ")",
                  ErrorDetails.of("gasRequiredExceedsAllowance", Map.of("allowance", highest)))
              : new RpcException(RpcError.SERVER, halted.reason(), ErrorDetails.of(halted.type()));
    };
  }

  /// The most gas that may be tried: what the client says or the block has, what a transaction may
  /// have, what the sender can pay, what the node spends on a stranger.
  private long highest(Simulation.Prepared prepared, @Nullable Long asked) {
    long highest =
        asked != null && asked >= TRANSFER_GAS ? asked : prepared.block().header().gasLimit();
    highest = Math.min(highest, fees.maxTransactionGas(prepared.block().header()));
    BigInteger balance = prepared.balance().value().toBigInteger();
    BigInteger left = balance.subtract(prepared.request().value().value().toBigInteger());
    if (left.signum() < 0) {
      throw Call.poor(
          prepared.request().from(), balance, prepared.request().value().value().toBigInteger());
    }
    if (!prepared.feeCap().isZero()) {
      BigInteger allowance = left.divide(prepared.feeCap().value().toBigInteger());
      highest = allowance.min(BigInteger.valueOf(highest)).longValueExact();
    }
    return Math.min(highest, gasCap);
  }

  private long search(Simulation.Prepared prepared, CallOutcome.Success first, long highest) {
    long low = first.gasUsed() - 1;
    long high = highest;
    long likely = (first.gasUsed() + first.gasRefunded() + CALL_STIPEND) * 64 / 63;
    if (likely < high) {
      if (execute(prepared, likely) instanceof CallOutcome.Success) {
        high = likely;
      } else {
        low = likely;
      }
    }
    while (low + 1 < high && (double) (high - low) / high >= ERROR_RATIO) {
      // Most calls need little more than they use, so that the lower end is tried first.
      long middle = Math.min(low + (high - low) / 2, low * 2);
      if (execute(prepared, middle) instanceof CallOutcome.Success) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static boolean isPlainTransfer(Simulation.Prepared prepared) {
    CallRequest request = prepared.request();
    return request.to() != null
        && request.data().isEmpty()
        && request.accessList().isEmpty()
        && request.authorizations().isEmpty()
        && GetCode.of(prepared.state(), request.to()).isEmpty();
  }

  private CallOutcome execute(Simulation.Prepared prepared, long gas) {
    return executor.call(prepared.request().withGasLimit(gas), prepared.state(), prepared.block());
  }
}
