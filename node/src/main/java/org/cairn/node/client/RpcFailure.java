package org.cairn.node.client;

import java.io.Serial;

/// A node cannot be reached, or it refused. The message tells which, for an operator.
public final class RpcFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  RpcFailure(String message) {
    super(message);
  }
}
