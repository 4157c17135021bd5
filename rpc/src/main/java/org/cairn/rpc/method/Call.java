package org.cairn.rpc.method;

import java.math.BigInteger;
import java.util.Map;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.RevertReason;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.CallExecutor;
import org.cairn.rpc.port.CallOutcome;
import org.cairn.rpc.subscription.Caller;

/// Executes a message without a transaction and answers with its output.
record Call(Simulation simulation, CallExecutor executor, long gasCap) implements Method {
  @Override
  public String name() {
    return "eth_call";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Executes a message without a transaction and answers with its output", Kind.BYTES)
        .needs("transaction", Kind.OBJECT)
        .takes("block", Kind.BLOCK)
        .takes("stateOverrides", Kind.OBJECT)
        .takes("blockOverrides", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Simulation.Wanted wanted = wanted(arguments);
    Simulation.Prepared prepared = simulation.prepare(wanted);
    Long asked = wanted.call().gas();
    long gas = asked == null ? gasCap : Math.min(asked, gasCap);
    requireFunds(prepared, gas);
    CallOutcome outcome =
        executor.call(prepared.request().withGasLimit(gas), prepared.state(), prepared.block());
    return switch (outcome) {
      case CallOutcome.Success(Bytes output, _, _) -> Answer.text(output.toString());
      case CallOutcome.Reverted(Bytes data, _) -> throw new RpcException(RevertReason.error(data));
      case CallOutcome.Halted(String type, String reason) ->
          throw new RpcException(RpcError.SERVER, reason, ErrorDetails.of(type));
    };
  }

  /// The arguments that simulations share: call, block, state overrides, block overrides.
  static Simulation.Wanted wanted(Arguments arguments) {
    CallArguments call = arguments.required(CallArguments::read);
    BlockRef block = arguments.optional(BlockRef::any, BlockRef.LATEST);
    StateOverrides state = arguments.optional(StateOverrides::read, StateOverrides.NONE);
    BlockOverrides overrides = arguments.optional(BlockOverrides::read, BlockOverrides.NONE);
    arguments.end();
    return new Simulation.Wanted(call, block, state, overrides);
  }

  /// Refuses what the sender could not pay with so much gas.
  static void requireFunds(Simulation.Prepared prepared, long gas) {
    BigInteger have = prepared.balance().value().toBigInteger();
    BigInteger want =
        prepared
            .feeCap()
            .value()
            .toBigInteger()
            .multiply(BigInteger.valueOf(gas))
            .add(prepared.request().value().value().toBigInteger());
    if (have.compareTo(want) < 0) {
      throw poor(prepared.request().from(), have, want);
    }
  }

  static RpcException poor(Address sender, BigInteger balance, BigInteger cost) {
    BigInteger overshot = cost.subtract(balance);
    return new RpcException(
        RpcError.SERVER,
        "insufficient funds for gas * price + value: balance %s, tx cost %s, overshot %s"
            .formatted(balance, cost, overshot),
        ErrorDetails.of(
            "insufficientFunds",
            Map.of("sender", sender, "balance", balance, "cost", cost, "overshot", overshot)));
  }
}
