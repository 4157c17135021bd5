package org.cairn.node.devnet;

import org.cairn.node.client.RpcClient;
import org.cairn.node.client.RpcFailure;
import org.jspecify.annotations.Nullable;

/// The few questions that a devnet asks its nodes, which may not run.
final class NodeClient {
  private static final int PATIENCE_MILLIS = 2_000;
  private final RpcClient node;

  NodeClient(String url) {
    this.node = new RpcClient(url, PATIENCE_MILLIS);
  }

  /// The number of the last final block, or nothing when the node does not answer.
  @Nullable Long height() {
    return number("eth_blockNumber");
  }

  /// How many peers the node is connected with, or nothing when it does not answer.
  @Nullable Long peers() {
    return number("net_peerCount");
  }

  private @Nullable Long number(String method) {
    try {
      return Long.decode(node.call(method).asText());
    } catch (RpcFailure _) {
      return null;
    }
  }
}
