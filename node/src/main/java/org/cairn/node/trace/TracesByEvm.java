package org.cairn.node.trace;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.cairn.core.block.Authorities;
import org.cairn.core.block.Authorization;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Transaction;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.BlockReplay;
import org.cairn.evm.block.BlockReward;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.instruction.ContractAddress;
import org.cairn.evm.tx.Call;
import org.cairn.evm.tx.CallOutcome;
import org.cairn.evm.tx.Refusal;
import org.cairn.evm.world.BlockHashes;
import org.cairn.node.adapter.CallSite;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.AccessListFinder;
import org.cairn.rpc.port.CallBlock;
import org.cairn.rpc.port.CallRequest;
import org.cairn.rpc.port.TraceExecutor;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceBudget;
import org.cairn.rpc.trace.TraceKind;
import org.jspecify.annotations.Nullable;

/// Records executions of the EVM for JSON-RPC. Any thread may use it.
public final class TracesByEvm implements TraceExecutor, AccessListFinder {
  private final ChainRules chainRules;
  private final BlockHashes hashes;
  private final CodeCache codes;
  private final BlockReplay replay;
  private final Call calls;

  public TracesByEvm(ChainRules chainRules, BlockHashes hashes, CodeCache codes) {
    this.chainRules = chainRules;
    this.hashes = hashes;
    this.codes = codes;
    this.replay = new BlockReplay(chainRules, codes);
    this.calls = new Call(codes);
  }

  @Override
  public void replay(
      Subject subject,
      int first,
      int last,
      TraceKind kind,
      TraceBudget budget,
      Consumer<Trace> traces) {
    Block block = subject.block().block();
    Rules rules = chainRules.schedule().at(block.header());
    Recorder[] current = new Recorder[1];
    replay.run(
        subject.before(),
        block,
        subject.senders(),
        hashes,
        last + 1,
        index -> {
          handOver(current, traces);
          if (index < first) {
            budget.spend(0);
            return null;
          }
          Transaction transaction = block.body().transactions().get(index).transaction();
          Address sender = subject.senders().get(index);
          Watched watched = watched(transaction, sender, block.header().beneficiary(), rules);
          current[0] = recorder(kind, watched, budget);
          return current[0];
        });
    handOver(current, traces);
  }

  @Override
  public List<Reward> rewards(Block block) {
    BlockHeader header = block.header();
    return BlockReward.shares(
            chainRules.schedule().at(header).fork(), header, block.body().ommers())
        .stream()
        .map(share -> new Reward(share.author(), share.ommer(), new Wei(share.value())))
        .toList();
  }

  private static void handOver(@Nullable Recorder[] current, Consumer<Trace> traces) {
    Recorder done = current[0];
    if (done != null) {
      current[0] = null;
      traces.accept(done.trace());
    }
  }

  @Override
  public void attempt(
      List<Attempt> attempts, StateReader state, TraceBudget budget, Consumer<Trace> traces) {
    CallSite site = null;
    for (Attempt attempt : attempts) {
      site = site == null ? site(state, attempt.block()) : site.next(attempt.block());
      Recorder recorder =
          recorder(attempt.kind(), watched(attempt.request(), attempt.block(), site), budget);
      if (site.run(calls, attempt.request(), recorder) instanceof CallOutcome.Refused refused) {
        throw refused(refused.refusal());
      }
      traces.accept(recorder.trace());
    }
  }

  @Override
  public Found find(CallRequest request, StateReader state, CallBlock block) {
    CallSite site = site(state, block);
    AccessRecorder recorder =
        new AccessRecorder(watched(request, block, site), request.accessList());
    CallOutcome outcome = site.run(calls, request, recorder);
    @Nullable String error =
        switch (outcome) {
          case CallOutcome.Completed _ -> null;
          case CallOutcome.Reverted _ -> "execution reverted";
          case CallOutcome.Halted halted -> halted.reason();
          case CallOutcome.Refused refused -> throw refused(refused.refusal());
        };
    return new Found(recorder.accessList(), outcome.gasUsed(), error);
  }

  private static RpcException refused(Refusal refusal) {
    return new RpcException(
        RpcError.SERVER,
        refusal.message(),
        ErrorDetails.of(ErrorDetails.type(refusal.reason()), refusal.figures()));
  }

  private CallSite site(StateReader state, CallBlock block) {
    return CallSite.of(state, block, chainRules.schedule(), hashes, codes);
  }

  private static Watched watched(CallRequest request, CallBlock block, CallSite site) {
    Address to = request.to();
    long nonce = site.world().account(request.from()).nonce();
    return new Watched(
        request.from(),
        to == null ? ContractAddress.of(request.from(), nonce) : to,
        to == null,
        request.gasLimit(),
        block.header().beneficiary(),
        authorities(request.authorizations()),
        site.block().rules());
  }

  private static Recorder recorder(TraceKind kind, Watched watched, TraceBudget budget) {
    return switch (kind) {
      case TraceKind.Opcodes opcodes -> new OpcodeRecorder(opcodes, budget);
      case TraceKind.Calls _, TraceKind.FlatCalls _ -> new CallRecorder(kind, watched, budget);
      case TraceKind.Prestate _, TraceKind.Difference _ ->
          new AccountRecorder(kind, watched, budget);
      case TraceKind.Selectors _ -> new SelectorRecorder(watched, budget);
      case TraceKind.Parity parity -> new ParityRecorder(parity, watched, budget);
      case TraceKind.Nothing _ -> new NothingRecorder(budget);
    };
  }

  private static Watched watched(
      Transaction transaction, Address sender, Address beneficiary, Rules rules) {
    Address to = transaction.to();
    return new Watched(
        sender,
        to == null ? ContractAddress.of(sender, transaction.nonce()) : to,
        to == null,
        transaction.gasLimit(),
        beneficiary,
        transaction instanceof Transaction.SetCode setCode
            ? authorities(setCode.authorizations())
            : List.of(),
        rules);
  }

  private static List<Address> authorities(List<Authorization> authorizations) {
    return authorizations.stream().map(Authorities::recover).filter(Objects::nonNull).toList();
  }
}
