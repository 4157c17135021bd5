package org.cairn.rpc.dev;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Wei;
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

/// Where the chain is and what its next block has, in the words of anvil.
record NodeInfo(String name, DevelopmentChain dev, ChainView chain, NodeView node)
    implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Where the chain is, and what its next block has", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    HashedHeader head = chain.head();
    BlockHeader header = head.header();
    DevelopmentChain.Standing info = dev.standing();
    return out -> {
      out.writeStartObject();
      out.writeStringField("currentBlockNumber", Quantity.of(header.number()));
      out.writeNumberField("currentBlockTimestamp", header.timestampSeconds());
      out.writeStringField("currentBlockHash", head.hash().toString());
      out.writeStringField("hardFork", info.hardFork());
      out.writeStringField("transactionOrder", "fees");
      out.writeObjectFieldStart("environment");
      out.writeStringField("baseFee", Quantity.of(info.nextBaseFee()));
      out.writeNumberField("chainId", node.chainId());
      out.writeStringField("gasLimit", Quantity.of(info.gasLimit()));
      out.writeStringField("gasPrice", Quantity.of(info.nextBaseFee().plus(Wei.ofGwei(1))));
      out.writeEndObject();
      out.writeObjectFieldStart("forkConfig");
      out.writeNullField("forkUrl");
      out.writeNullField("forkBlockNumber");
      out.writeNullField("forkRetryBackoff");
      out.writeEndObject();
      out.writeEndObject();
    };
  }
}
