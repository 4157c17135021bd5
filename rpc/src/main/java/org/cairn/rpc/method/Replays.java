package org.cairn.rpc.method;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.TraceJson;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.port.TraceExecutor;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceBudget;
import org.cairn.rpc.trace.TraceKind;

/// Replays blocks on the state of their parents and writes what was recorded.
record Replays(BlockLookup blocks, ChainView chain, TraceExecutor executor, RpcLimits limits) {
  TraceText text(TraceSettings settings) {
    return text(settings.timeout());
  }

  TraceText text(Duration timeout) {
    return new TraceText(limits.maxResponseBytes(), timeout, System::nanoTime);
  }

  /// Hands over the traces of a block's transactions from one index to another.
  void run(
      HashedBlock block,
      int first,
      int last,
      TraceKind kind,
      TraceBudget budget,
      Consumer<Trace> traces) {
    executor.replay(subject(block), first, last, kind, budget, traces);
  }

  /// The trace of one transaction.
  Answer transaction(HashedBlock block, int index, TraceSettings settings) {
    TraceText text = text(settings);
    executor.replay(
        subject(block),
        index,
        index,
        settings.kind(),
        text,
        trace -> text.add(out -> TraceJson.write(out, trace, place(block, index))));
    return text.answer();
  }

  /// The traces of all transactions, each with its hash.
  Answer block(HashedBlock block, TraceSettings settings) {
    requireParent(block);
    int count = block.block().body().transactions().size();
    TraceText text = text(settings);
    AtomicInteger next = new AtomicInteger();
    text.add(out -> out.writeStartArray());
    if (count > 0) {
      executor.replay(
          subject(block),
          0,
          count - 1,
          settings.kind(),
          text,
          trace -> text.add(entry(block, next.getAndIncrement(), trace)));
    }
    text.add(out -> out.writeEndArray());
    return text.answer();
  }

  HashedBlock required(BlockRef ref, String name) {
    HashedBlock block = blocks.block(ref);
    if (block == null) {
      throw new RpcException(RpcError.SERVER, "block " + name + " not found");
    }
    return block;
  }

  private static Answer entry(HashedBlock block, int index, Trace trace) {
    TraceJson.Place place = place(block, index);
    return out -> {
      out.writeStartObject();
      out.writeStringField("txHash", place.transactionHash().toString());
      out.writeFieldName("result");
      TraceJson.write(out, trace, place);
      out.writeEndObject();
    };
  }

  private TraceExecutor.Subject subject(HashedBlock block) {
    requireParent(block);
    long number = block.block().header().number();
    List<Address> senders =
        block.block().body().transactions().stream().map(chain::sender).toList();
    return new TraceExecutor.Subject(
        block,
        senders,
        blocks.requiredHeader(new BlockRef.Numbered(number - 1)).header(),
        blocks.state(number - 1));
  }

  private static void requireParent(HashedBlock block) {
    if (block.block().header().number() == 0) {
      throw new RpcException(RpcError.SERVER, "genesis is not traceable");
    }
  }

  static TraceJson.Place place(HashedBlock block, int index) {
    SignedTransaction transaction = block.block().body().transactions().get(index);
    return new TraceJson.Place(
        block.hash(), block.block().header().number(), transaction.hash(), index);
  }
}
