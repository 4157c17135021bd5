package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.subscription.Caller;

/// One JSON-RPC method. Failures that the client can do something about are
/// [org.cairn.rpc.codec.RpcException]s.
public interface Method {
  String name();

  /// What clients are told of it.
  Declaration declaration();

  Answer answer(Arguments arguments, Caller caller);

  /// Whether the method looks up so little that handing it to another thread would cost more than
  /// its work. Such a method is answered by the thread that reads the socket.
  default boolean isQuick() {
    return false;
  }

  /// Whether the method spends its time waiting and not computing, so that it should not take the
  /// place of one that computes.
  default boolean waits() {
    return false;
  }
}
