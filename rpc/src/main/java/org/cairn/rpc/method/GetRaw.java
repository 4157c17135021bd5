package org.cairn.rpc.method;

import java.util.List;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.ReceiptCodec;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.subscription.Caller;

/// A block, or a part of it, in the encoding that hashes and peers use: `debug_getRawBlock`,
/// `debug_getRawHeader`, `debug_getRawReceipts`.
record GetRaw(String name, Part part, BlockLookup blocks) implements Method {
  /// What of a block is encoded.
  enum Part {
    BLOCK,
    HEADER,
    RECEIPTS
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "A block, or a part of it, in the encoding that hashes and peers use", Kind.ANY)
        .needs("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(BlockRef::any);
    arguments.end();
    BlockLookup.Executed executed = blocks.executed(ref);
    if (executed == null) {
      throw new RpcException(RpcError.SERVER, "block not found");
    }
    return switch (part) {
      case BLOCK -> text(BlockCodec.encode(executed.block().block()));
      case HEADER -> text(HeaderCodec.encode(executed.block().header().header()));
      case RECEIPTS -> {
        List<Bytes> receipts = executed.receipts().stream().map(ReceiptCodec::encode).toList();
        yield out -> {
          out.writeStartArray();
          for (Bytes receipt : receipts) {
            out.writeString(receipt.toString());
          }
          out.writeEndArray();
        };
      }
    };
  }

  private static Answer text(Bytes encoded) {
    return Answer.text(encoded.toString());
  }
}
