package org.cairn.rpc.port;

/// Where the endpoint learns of new blocks and transactions.
public interface HeadFeed {
  /// Adds a listener for the life of the node.
  void register(HeadListener listener);
}
