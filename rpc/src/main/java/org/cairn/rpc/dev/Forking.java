package org.cairn.rpc.dev;

import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;

/// What a chain of its own cannot do.
final class Forking {
  private Forking() {}

  static RpcException refused() {
    return new RpcException(
        RpcError.INVALID_PARAMS, "forking is not supported: a development chain starts at its own");
  }
}
