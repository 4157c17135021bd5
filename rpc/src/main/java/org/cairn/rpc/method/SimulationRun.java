package org.cairn.rpc.method;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.SimulatedBlockJson;
import org.cairn.rpc.codec.UnsignedTransactions;
import org.cairn.rpc.port.BlockSimulator;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;
import org.jspecify.annotations.Nullable;

/// One simulation under way: the state after its last block, their hashes, and what is left of the
/// gas that the node spends on a stranger. One thread owns it.
final class SimulationRun {
  private final BlockSimulator simulator;
  private final ChainView chain;
  private final long chainId;
  private final SimulationPlan plan;
  private final HashedHeader base;
  private final Map<Long, Hash> simulated = new HashMap<>();
  private StateView state;
  private long gasLeft;

  SimulationRun(
      BlockSimulator simulator,
      ChainView chain,
      long chainId,
      SimulationPlan plan,
      HashedHeader base,
      StateView state,
      long gasCap) {
    this.simulator = simulator;
    this.chain = chain;
    this.chainId = chainId;
    this.plan = plan;
    this.base = base;
    this.state = state;
    this.gasLeft = gasCap;
  }

  SimulatedBlockJson.Shown block(BlockHeader parent, SimulationPlan.Planned planned) {
    StateOverrides overrides = planned.part().state();
    StateView before =
        overrides.accounts().isEmpty() ? state : state.with(overrides.difference(state));
    BlockSimulator.Session session =
        simulator.begin(
            new BlockSimulator.Opening(
                parent,
                before,
                draft(planned),
                this::hash,
                overrides.precompiles(address ->
                    simulator.isPrecompile(planned.number(), planned.timestampSeconds(), address)),
                plan.validation(),
                plan.traceTransfers()));
    List<RecoveredTransaction> transactions = new ArrayList<>();
    List<BlockSimulator.Step.Executed> results = new ArrayList<>();
    for (CallArguments call : planned.part().calls()) {
      RecoveredTransaction transaction = transaction(session, call);
      transactions.add(transaction);
      results.add(run(session, transaction));
    }
    return switch (session.seal()) {
      case BlockSimulator.End.Failed(String reason) ->
          throw new RpcException(RpcError.SERVER, reason);
      case BlockSimulator.End.Sealed(var block, Hash hash, StateView after) -> {
        state = after;
        simulated.put(block.header().number(), hash);
        yield new SimulatedBlockJson.Shown(
            new HashedBlock(block, hash), transactions, plan.fullTransactions(), results);
      }
    };
  }

  private static BlockSimulator.Draft draft(SimulationPlan.Planned planned) {
    BlockOverrides wanted = planned.part().block();
    return new BlockSimulator.Draft(
        planned.number(),
        planned.timestampSeconds(),
        wanted.gasLimit(),
        wanted.beneficiary(),
        wanted.prevRandao(),
        wanted.difficulty(),
        wanted.baseFeePerGas(),
        wanted.blobBaseFee(),
        wanted.beaconRoot(),
        wanted.withdrawals() == null ? List.of() : wanted.withdrawals());
  }

  private @Nullable Hash hash(long number) {
    if (number > base.number()) {
      return simulated.get(number);
    }
    HashedHeader header = chain.header(number);
    return header == null ? null : header.hash();
  }

  private RecoveredTransaction transaction(BlockSimulator.Session session, CallArguments call) {
    Long ownChainId = call.chainId();
    if (ownChainId != null && ownChainId != chainId) {
      throw new RpcException(
          RpcError.SERVER,
          "chainId does not match node's (have=%d, want=%d)".formatted(ownChainId, chainId));
    }
    Long ownNonce = call.nonce();
    Long ownGas = call.gas();
    long nonce = ownNonce == null ? session.nonce(call.from()) : ownNonce;
    long gas = ownGas == null ? session.gasLeft() : ownGas;
    if (gas > session.gasLeft()) {
      throw new RpcException(
          RpcError.BLOCK_GAS_USED_UP,
          "block gas limit reached: remaining: %d, required: %d".formatted(session.gasLeft(), gas));
    }
    CallArguments priced =
        session.hasBaseFee() || call.gasPrice() != null
            ? call
            : call.withFees(Wei.ZERO, null, null, call.maxFeePerBlobGas());
    try {
      SignedTransaction unsigned =
          TransactionCodec.unsigned(
              UnsignedTransactions.of(priced, chainId, nonce, Math.min(gas, gasLeft)));
      return new RecoveredTransaction(unsigned, call.from());
    } catch (IllegalArgumentException e) {
      throw new RpcException(RpcError.INVALID_PARAMS, String.valueOf(e.getMessage()));
    }
  }

  private BlockSimulator.Step.Executed run(
      BlockSimulator.Session session, RecoveredTransaction transaction) {
    return switch (session.run(transaction.signed(), transaction.sender())) {
      case BlockSimulator.Step.Refused(BlockSimulator.Objection objection, String message) ->
          throw new RpcException(code(objection), "err: " + message);
      case BlockSimulator.Step.Executed executed -> {
        gasLeft -= executed.gasUsed();
        yield executed;
      }
    };
  }

  private static int code(BlockSimulator.Objection objection) {
    return switch (objection) {
      case NONCE_TOO_LOW -> RpcError.SIMULATED_NONCE_TOO_LOW;
      case NONCE_TOO_HIGH -> RpcError.SIMULATED_NONCE_TOO_HIGH;
      case FEE_CAP_BELOW_BASE_FEE -> RpcError.SIMULATED_FEE_TOO_LOW;
      case INTRINSIC_GAS -> RpcError.SIMULATED_GAS_TOO_LOW;
      case INSUFFICIENT_FUNDS -> RpcError.SIMULATED_FUNDS_TOO_LOW;
      case INITCODE_TOO_LONG -> RpcError.SIMULATED_INITCODE_TOO_LONG;
      case TIP_ABOVE_FEE_CAP -> RpcError.INVALID_PARAMS;
      case OTHER -> RpcError.INTERNAL;
    };
  }
}
