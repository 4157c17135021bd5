package org.cairn.node.adapter;

import org.cairn.core.state.StateReader;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.evm.tx.Call;
import org.cairn.evm.world.BlockHashes;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.port.CallBlock;
import org.cairn.rpc.port.CallExecutor;
import org.cairn.rpc.port.CallOutcome;
import org.cairn.rpc.port.CallRequest;

/// Runs RPC's calls on the EVM. Any thread may use it.
public final class CallsByEvm implements CallExecutor {
  private final ForkSchedule schedule;
  private final BlockHashes hashes;
  private final CodeCache codes;
  private final Call calls;

  public CallsByEvm(ForkSchedule schedule, BlockHashes hashes, CodeCache codes) {
    this.schedule = schedule;
    this.hashes = hashes;
    this.codes = codes;
    this.calls = new Call(codes);
  }

  @Override
  public CallOutcome call(CallRequest request, StateReader state, CallBlock block) {
    CallSite site = CallSite.of(state, block, schedule, hashes, codes);
    return switch (site.run(calls, request, null)) {
      case org.cairn.evm.tx.CallOutcome.Completed completed ->
          new CallOutcome.Success(
              completed.output(), completed.gasUsed(), completed.gasNeeded() - completed.gasUsed());
      case org.cairn.evm.tx.CallOutcome.Reverted reverted ->
          new CallOutcome.Reverted(reverted.data(), reverted.gasUsed());
      case org.cairn.evm.tx.CallOutcome.Halted halted ->
          new CallOutcome.Halted(ErrorDetails.type(halted.halt()), halted.reason());
      case org.cairn.evm.tx.CallOutcome.Refused refused ->
          new CallOutcome.Halted(
              ErrorDetails.type(refused.refusal().reason()), refused.refusal().message());
    };
  }
}
