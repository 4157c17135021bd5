package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.Retention;
import org.cairn.rpc.subscription.Caller;
import org.jspecify.annotations.Nullable;

/// How far back the node can answer what, for those who route requests.
record Capabilities(ChainView chain) implements Method {
  @Override
  public String name() {
    return "eth_capabilities";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
        "How far back the node can answer what, for those who route requests", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    HashedHeader head = chain.head();
    Retention kept = chain.retention();
    return out -> {
      out.writeStartObject();
      out.writeObjectFieldStart("head");
      Fields.quantity(out, "number", head.number());
      Fields.hex(out, "hash", head.hash());
      out.writeEndObject();
      resource(out, "state", kept.oldestState(), kept.stateWindowBlocks());
      resource(out, "tx", 0, null);
      resource(out, "logs", 0, null);
      resource(out, "receipts", 0, null);
      resource(out, "blocks", 0, null);
      resource(out, "stateproofs", kept.oldestState(), kept.stateWindowBlocks());
      out.writeEndObject();
    };
  }

  private static void resource(
      JsonGenerator out, String name, long oldest, @Nullable Long windowBlocks) throws IOException {
    out.writeObjectFieldStart(name);
    out.writeBooleanField("disabled", false);
    Fields.quantity(out, "oldestBlock", oldest);
    if (windowBlocks != null) {
      out.writeObjectFieldStart("deleteStrategy");
      out.writeStringField("type", "window");
      Fields.quantity(out, "retentionBlocks", windowBlocks);
      out.writeEndObject();
    }
    out.writeEndObject();
  }
}
