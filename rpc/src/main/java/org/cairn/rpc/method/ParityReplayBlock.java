package org.cairn.rpc.method;

import java.util.Iterator;
import org.cairn.core.block.SignedTransaction;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.ParityJson;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.trace.TraceKind;

/// Replays a block and tells of each transaction what was asked for.
record ParityReplayBlock(ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "trace_replayBlockTransactions";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Replays a block: of each transaction its calls, what accounts became, its "
                + "instructions",
            Kind.LIST)
        .needs("block", Kind.BLOCK)
        .needs("types", Kind.LIST);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(BlockRef::any);
    TraceKind.Parity kind = arguments.required(ParityTraces.TYPES);
    arguments.end();
    HashedBlock block = traces.block(ref);
    if (block == null) {
      return Answer.nothing();
    }
    ParityTraces.requireNotGenesis(block);
    TraceText text = traces.text();
    text.add(out -> out.writeStartArray());
    if (ParityTraces.size(block) > 0) {
      Iterator<SignedTransaction> next = block.block().body().transactions().iterator();
      traces.replay(
          block,
          0,
          ParityTraces.size(block) - 1,
          text,
          kind,
          trace ->
              text.add(
                  out -> ParityJson.replay(out, ParityTraces.parity(trace), next.next().hash())));
    }
    text.add(out -> out.writeEndArray());
    return text.answer();
  }
}
