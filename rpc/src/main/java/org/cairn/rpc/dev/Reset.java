package org.cairn.rpc.dev;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Goes back to the first block.
record Reset(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Goes back to the first block; to fork another chain is refused", Kind.ANY)
        .takes("options", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    boolean forks = arguments.optional(Reset::forks, false);
    arguments.end();
    if (forks) {
      throw Forking.refused();
    }
    chain.reset();
    return Answer.nothing();
  }

  private static boolean forks(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("the options must be an object");
    }
    boolean forks = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      JsonToken value = parser.nextToken();
      forks |= member.equals("forking") && value != JsonToken.VALUE_NULL;
      parser.skipChildren();
    }
    return forks;
  }
}
