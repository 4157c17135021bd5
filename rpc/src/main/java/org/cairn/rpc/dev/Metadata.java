package org.cairn.rpc.dev;

import java.util.Map;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Quantity;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.subscription.Caller;

/// Which chain this is. Tools tell by it that they may use the methods for development, and by the
/// instance that the chain is another one than before.
record Metadata(String name, DevelopmentChain dev, ChainView chain, NodeView node)
    implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
        "Which chain this is, and where; the instance is another after a reset", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    HashedHeader head = chain.head();
    DevelopmentChain.Standing info = dev.standing();
    return out -> {
      out.writeStartObject();
      out.writeStringField("clientVersion", node.clientVersion());
      out.writeNumberField("chainId", node.chainId());
      out.writeStringField("instanceId", info.instance().toString());
      out.writeNumberField("latestBlockNumber", head.number());
      out.writeStringField("latestBlockHash", head.hash().toString());
      out.writeNullField("forkedNetwork");
      out.writeObjectFieldStart("snapshots");
      for (Map.Entry<Long, HashedHeader> snapshot : info.snapshots().entrySet()) {
        out.writeArrayFieldStart(Quantity.of(snapshot.getKey()));
        out.writeNumber(snapshot.getValue().number());
        out.writeString(snapshot.getValue().hash().toString());
        out.writeEndArray();
      }
      out.writeEndObject();
      out.writeEndObject();
    };
  }
}
