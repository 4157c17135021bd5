package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.NodeIdentity;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.subscription.Caller;

/// Who this node is to its peers, and on which chain.
record NodeInfo(NodeView node, ChainView chain) implements Method {
  @Override
  public String name() {
    return "admin_nodeInfo";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Who this node is to its peers, and on which chain", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    NodeIdentity identity = node.identity();
    HashedHeader head = chain.head();
    long chainId = node.chainId();
    return out -> {
      out.writeStartObject();
      out.writeStringField("id", identity.id());
      out.writeStringField("name", identity.name());
      out.writeStringField("listenAddr", identity.listening());
      out.writeObjectFieldStart("protocols");
      out.writeObjectFieldStart("cairn");
      out.writeNumberField("network", chainId);
      Fields.hex(out, "genesis", identity.genesis());
      Fields.hex(out, "head", head.hash());
      Fields.quantity(out, "number", head.number());
      out.writeEndObject();
      out.writeEndObject();
      out.writeEndObject();
    };
  }
}
