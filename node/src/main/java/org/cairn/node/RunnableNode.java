package org.cairn.node;

/// A node that was started and runs until it is told to stop or breaks.
public interface RunnableNode extends AutoCloseable {
  /// Waits until the node ends: 0 after an orderly stop, 1 when it had to give up.
  int awaitEnd();

  /// Stops the node, because a part of it is broken.
  void fail(Throwable cause);

  @Override
  void close();
}
