package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// Whether an account is a contract.
record OtsHasCode(BlockLookup blocks) implements Method {
  @Override
  public String name() {
    return "ots_hasCode";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Whether an account has code", Kind.TRUTH)
        .needs("address", Kind.ADDRESS)
        .takes("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address address = arguments.required(Values::address);
    BlockRef ref = arguments.optional(OtsHasCode::block, BlockRef.LATEST);
    arguments.end();
    return Answer.truth(!GetCode.of(blocks.state(ref), address).isEmpty());
  }

  private static BlockRef block(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        ? BlockRef.loose(parser)
        : BlockRef.any(parser);
  }
}
