package org.cairn.rpc.method;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.ParityJson;
import org.cairn.rpc.codec.Reader;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.CallRequest;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.TraceExecutor;
import org.cairn.rpc.port.TransactionPosition;
import org.cairn.rpc.trace.CallFrame;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceBudget;
import org.cairn.rpc.trace.TraceKind;
import org.jspecify.annotations.Nullable;

/// Traces in OpenEthereum's form: of what is on the chain, and of what is only tried out.
record ParityTraces(
    BlockLookup blocks,
    ChainView chain,
    Replays replays,
    Simulation simulation,
    TraceExecutor executor,
    long gasCap) {
  static final TraceKind.Parity CALLS = new TraceKind.Parity(true, false, false);
  static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_TYPES = 3;

  /// Reads which traces are wanted: `trace`, `stateDiff`, `vmTrace`.
  static final Reader<TraceKind.Parity> TYPES =
      parser -> {
        List<String> types = Values.listOf(Values::text, MAX_TYPES).read(parser);
        for (String type : types) {
          if (!List.of("trace", "stateDiff", "vmTrace").contains(type)) {
            throw new IllegalArgumentException(
                "no such trace, there are trace, stateDiff and vmTrace");
          }
        }
        return new TraceKind.Parity(
            types.contains("trace"), types.contains("stateDiff"), types.contains("vmTrace"));
      };

  TraceText text() {
    return replays.text(TIMEOUT);
  }

  @Nullable HashedBlock block(BlockRef ref) {
    return blocks.block(ref);
  }

  /// The transaction's block, or nothing when there is no such transaction.
  @Nullable HashedBlock blockOf(@Nullable TransactionPosition position) {
    return position == null ? null : blocks.block(new BlockRef.Numbered(position.number()));
  }

  @Nullable TransactionPosition position(Hash hash) {
    return chain.transaction(hash);
  }

  static int size(HashedBlock block) {
    return block.block().body().transactions().size();
  }

  /// Hands over the calls of all transactions of the block, each outermost one with its index.
  void calls(HashedBlock block, TraceBudget budget, ObjIntConsumer<CallFrame> consumer) {
    int[] next = {0};
    if (size(block) > 0) {
      replays.run(
          block,
          0,
          size(block) - 1,
          CALLS,
          budget,
          trace -> consumer.accept(outermost(trace), next[0]++));
    }
  }

  /// The outermost call of one transaction of the block.
  CallFrame calls(HashedBlock block, int index, TraceBudget budget) {
    CallFrame[] found = new CallFrame[1];
    replays.run(block, index, index, CALLS, budget, trace -> found[0] = outermost(trace));
    return found[0];
  }

  /// The outermost call of a transaction of the chain, or nothing when there is no such
  /// transaction.
  @Nullable CallFrame calls(Hash hash, TraceBudget budget) {
    TransactionPosition position = position(hash);
    HashedBlock block = blockOf(position);
    return position == null || block == null ? null : calls(block, position.index(), budget);
  }

  /// Adds the calls of a transaction, one entry each.
  static void add(TraceText text, HashedBlock block, CallFrame outermost, int index) {
    for (ParityJson.Entry entry : ParityJson.entries(outermost)) {
      text.add(out -> ParityJson.entry(out, entry, Replays.place(block, index)));
    }
  }

  /// Hands over all that is wanted of the block's transactions from one index to another.
  void replay(
      HashedBlock block, int first, int last, TraceText text, TraceKind kind, Consumer<Trace> to) {
    replays.run(block, first, last, kind, text, to);
  }

  /// Tries messages out, each on what those before it have left, in the block that is meant.
  Answer attempt(List<TraceExecutor.Attempt> attempts, Simulation.Prepared first, boolean list) {
    TraceText text = text();
    if (list) {
      text.add(out -> out.writeStartArray());
    }
    executor.attempt(
        attempts,
        first.state(),
        text,
        trace -> text.add(out -> ParityJson.replay(out, parity(trace), null)));
    if (list) {
      text.add(out -> out.writeEndArray());
    }
    return text.answer();
  }

  TraceExecutor.Attempt attempt(Simulation.Prepared prepared, @Nullable Long gas, TraceKind kind) {
    CallRequest request =
        prepared.request().withGasLimit(gas == null ? gasCap : Math.min(gas, gasCap));
    return new TraceExecutor.Attempt(request, prepared.block(), kind);
  }

  List<TraceExecutor.Reward> rewards(HashedBlock block) {
    return executor.rewards(block.block());
  }

  static Trace.Parity parity(Trace trace) {
    return switch (trace) {
      case Trace.Parity parity -> parity;
      case Trace other -> throw new IllegalStateException("not asked for: " + other);
    };
  }

  private static CallFrame outermost(Trace trace) {
    return Objects.requireNonNull(parity(trace).calls(), "calls were asked for");
  }

  static void requireNotGenesis(HashedBlock block) {
    if (block.block().header().number() == 0) {
      throw new RpcException(RpcError.SERVER, "genesis is not traceable");
    }
  }
}
