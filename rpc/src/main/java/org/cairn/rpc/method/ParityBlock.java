package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.ParityJson;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.TraceExecutor;
import org.cairn.rpc.subscription.Caller;

/// All calls of a block, and what it paid for its work.
record ParityBlock(ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "trace_block";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "All calls of a block in the order in which they began, and what it paid for "
                + "its work, or `null`",
            Kind.LIST)
        .needs("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(BlockRef::any);
    arguments.end();
    HashedBlock block = traces.block(ref);
    if (block == null) {
      return Answer.nothing();
    }
    TraceText text = traces.text();
    text.add(out -> out.writeStartArray());
    if (block.block().header().number() > 0) {
      traces.calls(
          block, text, (outermost, index) -> ParityTraces.add(text, block, outermost, index));
      for (TraceExecutor.Reward reward : traces.rewards(block)) {
        text.add(out -> ParityJson.reward(out, reward, block.header()));
      }
    }
    text.add(out -> out.writeEndArray());
    return text.answer();
  }
}
