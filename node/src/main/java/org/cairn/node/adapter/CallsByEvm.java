package org.cairn.node.adapter;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.state.StateReader;
import org.cairn.evm.block.BlockEnvironment;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.tx.Call;
import org.cairn.evm.world.BlockContext;
import org.cairn.rpc.port.CallExecutor;
import org.cairn.rpc.port.CallOutcome;
import org.cairn.rpc.port.CallRequest;

/// Runs RPC's calls on the EVM. Any thread may use it.
public final class CallsByEvm implements CallExecutor {
  private final ForkSchedule schedule;
  private final ChainDatabase chain;
  private final Call calls;

  public CallsByEvm(ForkSchedule schedule, ChainDatabase chain, CodeCache codes) {
    this.schedule = schedule;
    this.chain = chain;
    this.calls = new Call(codes);
  }

  @Override
  public CallOutcome call(CallRequest request, StateReader state, BlockHeader header) {
    Rules rules = schedule.at(header);
    BlockContext block = BlockEnvironment.of(rules, header, chain::hash);
    return switch (calls.run(state, block, call(request))) {
      case org.cairn.evm.tx.CallOutcome.Completed completed ->
          new CallOutcome.Success(
              completed.output(), completed.gasUsed(), completed.gasNeeded() - completed.gasUsed());
      case org.cairn.evm.tx.CallOutcome.Reverted reverted ->
          new CallOutcome.Reverted(reverted.data(), reverted.gasUsed());
      case org.cairn.evm.tx.CallOutcome.Halted halted -> new CallOutcome.Halted(halted.reason());
      case org.cairn.evm.tx.CallOutcome.Refused refused ->
          new CallOutcome.Halted(refused.refusal().message());
    };
  }

  /// The message in the EVM's words.
  public static org.cairn.evm.tx.CallRequest call(CallRequest request) {
    return new org.cairn.evm.tx.CallRequest(
        request.from(),
        request.to(),
        request.gasLimit(),
        request.gasPrice(),
        request.value(),
        request.data(),
        request.accessList(),
        request.blobVersionedHashes(),
        request.authorizations());
  }
}
