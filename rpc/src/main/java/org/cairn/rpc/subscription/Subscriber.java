package org.cairn.rpc.subscription;

/// A connection that can be pushed to.
public interface Subscriber {
  /// Sends a JSON text after all that was sent before; never blocks. A connection that does not
  /// keep up is closed instead.
  void push(String text);

  /// Whether the connection is still there.
  boolean isOpen();
}
