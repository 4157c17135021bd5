package org.cairn.rpc.codec;

/// Ends a request with an error response.
public final class RpcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient RpcError error;

  public RpcException(RpcError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  public RpcException(int code, String message) {
    this(new RpcError(code, message));
  }

  /// With `data` for programs.
  public RpcException(int code, String message, Answer data) {
    this(new RpcError(code, message, data));
  }

  public RpcError error() {
    return error;
  }
}
