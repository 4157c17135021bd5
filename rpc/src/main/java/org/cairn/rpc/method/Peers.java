package org.cairn.rpc.method;

import java.util.List;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.port.ConnectedPeer;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.subscription.Caller;

/// The connected peers.
record Peers(NodeView node) implements Method {
  @Override
  public String name() {
    return "admin_peers";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The connected peers", Kind.LIST);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    List<ConnectedPeer> peers = node.peers();
    return out -> {
      out.writeStartArray();
      for (ConnectedPeer peer : peers) {
        out.writeStartObject();
        out.writeStringField("id", peer.id());
        out.writeStringField("name", peer.name());
        out.writeObjectFieldStart("network");
        out.writeStringField("remoteAddress", peer.remote());
        Fields.text(out, "listenAddress", peer.listening());
        out.writeBooleanField("inbound", peer.inbound());
        out.writeBooleanField("static", false);
        out.writeBooleanField("trusted", peer.validator());
        out.writeEndObject();
        out.writeEndObject();
      }
      out.writeEndArray();
    };
  }
}
