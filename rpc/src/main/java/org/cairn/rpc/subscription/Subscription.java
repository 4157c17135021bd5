package org.cairn.rpc.subscription;

/// What a connection asked to be told of.
public sealed interface Subscription {
  /// The header of each finalized block.
  record Heads() implements Subscription {}

  /// The logs that pass the filter, of each finalized block.
  record Logs(LogFilter filter) implements Subscription {}

  /// Each transaction that becomes pending: its hash, or all of it.
  record Pending(boolean full) implements Subscription {}

  /// When the node begins or ends to catch up.
  record Syncing() implements Subscription {}
}
