package org.cairn.rpc.method;

import java.util.List;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.ReceiptJson;
import org.cairn.rpc.subscription.Caller;

/// All receipts of a block, or `null`.
record GetBlockReceipts(BlockLookup blocks) implements Method {
  @Override
  public String name() {
    return "eth_getBlockReceipts";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("All receipts of a block, or `null`", Kind.LIST)
        .needs("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(BlockRef::any);
    arguments.end();
    BlockLookup.Executed executed = blocks.executed(ref);
    if (executed == null) {
      return Answer.nothing();
    }
    List<ReceiptJson.Located> receipts = blocks.receipts(executed);
    return out -> {
      out.writeStartArray();
      for (ReceiptJson.Located receipt : receipts) {
        ReceiptJson.write(out, receipt);
      }
      out.writeEndArray();
    };
  }
}
