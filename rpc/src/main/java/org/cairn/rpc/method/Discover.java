package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.subscription.Caller;

/// What is served, as an OpenRPC document.
record Discover(List<Method> others, NodeView node) implements Method {
  private static final String OPENRPC = "1.3.2";

  Discover {
    others = others.stream().sorted(Comparator.comparing(Method::name)).toList();
  }

  @Override
  public String name() {
    return "rpc_discover";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("What is served, as an OpenRPC document", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return out -> {
      out.writeStartObject();
      out.writeStringField("openrpc", OPENRPC);
      out.writeObjectFieldStart("info");
      out.writeStringField("title", "Cairn");
      out.writeStringField("version", node.clientVersion());
      out.writeEndObject();
      out.writeArrayFieldStart("methods");
      for (Method method : others) {
        method(out, method);
      }
      method(out, this);
      out.writeEndArray();
      out.writeEndObject();
    };
  }

  private static void method(JsonGenerator out, Method method) throws IOException {
    Declaration declaration = method.declaration();
    out.writeStartObject();
    out.writeStringField("name", method.name());
    out.writeStringField("summary", declaration.summary());
    out.writeArrayFieldStart("params");
    for (Declaration.Parameter parameter : declaration.parameters()) {
      out.writeStartObject();
      out.writeStringField("name", parameter.name());
      out.writeBooleanField("required", parameter.required());
      schema(out, parameter.kind());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeObjectFieldStart("result");
    out.writeStringField("name", "result");
    schema(out, declaration.result());
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void schema(JsonGenerator out, Kind kind) throws IOException {
    out.writeObjectFieldStart("schema");
    out.writeStringField("title", kind.shown());
    if (kind.jsonType() != null) {
      out.writeStringField("type", kind.jsonType());
    }
    if (kind.pattern() != null) {
      out.writeStringField("pattern", kind.pattern());
    }
    out.writeEndObject();
  }
}
