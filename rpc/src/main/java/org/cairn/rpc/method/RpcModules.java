package org.cairn.rpc.method;

import java.util.SortedSet;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.subscription.Caller;

/// The namespaces of the methods that are served.
record RpcModules(SortedSet<String> namespaces) implements Method {
  @Override
  public String name() {
    return "rpc_modules";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The namespaces of the methods that are served", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return out -> {
      out.writeStartObject();
      for (String namespace : namespaces) {
        out.writeStringField(namespace, "1.0");
      }
      out.writeEndObject();
    };
  }
}
