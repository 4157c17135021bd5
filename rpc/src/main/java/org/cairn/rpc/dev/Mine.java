package org.cairn.rpc.dev;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;
import org.jspecify.annotations.Nullable;

/// Makes a block.
record Mine(DevelopmentChain chain) implements Method {
  @Override
  public String name() {
    return "evm_mine";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Makes a block, at a time where one is given; an object may ask for several",
            Kind.QUANTITY)
        .takes("options", Kind.ANY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Wanted wanted = arguments.optional(Wanted::read, new Wanted(1, null));
    arguments.end();
    Long at = wanted.timestamp();
    if (at == null) {
      chain.mine(wanted.blocks(), null);
    } else if (wanted.blocks() > 0) {
      chain.mineAt(at);
      chain.mine(wanted.blocks() - 1, null);
    }
    return Answer.quantity(0);
  }

  /// So many blocks, the first of them at that time.
  private record Wanted(long blocks, @Nullable Long timestamp) {
    static Wanted read(JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        return new Wanted(1, Values.count(parser));
      }
      long blocks = 1;
      Long timestamp = null;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String member = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_NULL) {
          continue;
        }
        switch (member) {
          case "blocks" -> blocks = Values.count(parser);
          case "timestamp" -> timestamp = Values.count(parser);
          default -> parser.skipChildren();
        }
      }
      return new Wanted(blocks, timestamp);
    }
  }
}
