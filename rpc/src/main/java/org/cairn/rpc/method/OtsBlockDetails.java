package org.cairn.rpc.method;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockJson;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.Reader;
import org.cairn.rpc.codec.TransactionJson;
import org.cairn.rpc.port.TraceExecutor;
import org.cairn.rpc.subscription.Caller;

/// A block without its transactions, with what it cost and paid.
record OtsBlockDetails(
    String name, Reader<BlockRef> reader, BlockLookup blocks, TraceExecutor executor)
    implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "A block without its transactions, with the coins that it made and the fees "
                + "that it took",
            Kind.OBJECT)
        .needs("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(reader);
    arguments.end();
    BlockLookup.Executed executed = blocks.executed(ref);
    if (executed == null) {
      return Answer.nothing();
    }
    BlockJson.Shown shown = GetBlock.shown(executed.block(), null);
    Wei own = Wei.ZERO;
    Wei ommers = Wei.ZERO;
    for (TraceExecutor.Reward reward : executor.rewards(executed.block().block())) {
      own = reward.ommer() ? own : own.plus(reward.value());
      ommers = reward.ommer() ? ommers.plus(reward.value()) : ommers;
    }
    Wei blockReward = own;
    Wei ommerReward = ommers;
    Wei fees = fees(executed);
    return out -> {
      out.writeStartObject();
      out.writeObjectFieldStart("block");
      BlockJson.slim(out, shown);
      out.writeEndObject();
      out.writeObjectFieldStart("issuance");
      Fields.quantity(out, "blockReward", blockReward);
      Fields.quantity(out, "uncleReward", ommerReward);
      Fields.quantity(out, "issuance", blockReward.plus(ommerReward));
      out.writeEndObject();
      Fields.quantity(out, "totalFees", fees);
      out.writeEndObject();
    };
  }

  private static Wei fees(BlockLookup.Executed executed) {
    Wei total = Wei.ZERO;
    BlockHeader header = executed.block().block().header();
    for (int i = 0; i < executed.size(); i++) {
      Wei price = TransactionJson.effectiveGasPrice(executed.transaction(i).transaction(), header);
      total = total.plus(price.times(executed.gasUsed(i)));
    }
    return total;
  }
}
