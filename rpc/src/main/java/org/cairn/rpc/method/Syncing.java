package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.SyncJson;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.port.SyncStatus;
import org.cairn.rpc.subscription.Caller;

/// How far the node is behind, or `false`.
record Syncing(NodeView node) implements Method {
  @Override
  public String name() {
    return "eth_syncing";
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("How far the node is behind, or `false`", Kind.ANY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    SyncStatus status = node.syncing();
    return out -> SyncJson.status(out, status);
  }
}
