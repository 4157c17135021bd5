package org.cairn.rpc.method;

import java.util.List;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockJson;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.ReceiptJson;
import org.cairn.rpc.codec.TransactionJson;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// A page of a block's transactions, the first page being the end of the block.
record OtsBlockTransactions(BlockLookup blocks) implements Method {
  @Override
  public String name() {
    return "ots_getBlockTransactions";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "A page of a block's transactions without inputs and logs; page 0 is the end "
                + "of the block",
            Kind.OBJECT)
        .needs("block", Kind.BLOCK)
        .needs("page", Kind.QUANTITY)
        .needs("size", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(BlockRef::loose);
    long page = arguments.required(Values::count);
    long size = Math.min(arguments.required(Values::count), MAX_PAGE);
    arguments.end();
    BlockLookup.Executed executed = blocks.executed(ref);
    if (executed == null) {
      return Answer.nothing();
    }
    BlockJson.Shown shown = GetBlock.shown(executed.block(), null);
    List<ReceiptJson.Located> receipts = blocks.receipts(executed);
    long end = Math.max(0, executed.size() - Math.min(page, executed.size()) * size);
    int last = (int) end;
    int first = (int) Math.max(0, end - size);
    return out -> {
      out.writeStartObject();
      out.writeObjectFieldStart("fullblock");
      BlockJson.slim(out, shown);
      out.writeArrayFieldStart("transactions");
      for (ReceiptJson.Located located : receipts.subList(first, last)) {
        TransactionJson.slim(out, located.transaction(), located.block(), located.index());
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeArrayFieldStart("receipts");
      for (ReceiptJson.Located located : receipts.subList(first, last)) {
        ReceiptJson.slim(out, located);
      }
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  private static final long MAX_PAGE = 1_000;
}
