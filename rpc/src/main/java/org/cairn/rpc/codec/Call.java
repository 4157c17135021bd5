package org.cairn.rpc.codec;

import org.jspecify.annotations.Nullable;

/// One request of a message.
public sealed interface Call {
  /// The JSON text of the request's id, to be echoed as it came; absent for a notification, which
  /// gets no response.
  @Nullable String id();

  /// A request that can be dispatched.
  record Valid(@Nullable String id, String method, Slice params) implements Call {}

  /// JSON that is no request.
  record Invalid(String id, RpcError error) implements Call {}

  /// A part of the message's bytes: the JSON array of the arguments, or nothing when the request
  /// has none.
  final class Slice {
    private final byte[] text;
    private final int offset;
    private final int lengthBytes;

    Slice(byte[] text, int offset, int lengthBytes) {
      this.text = text;
      this.offset = offset;
      this.lengthBytes = lengthBytes;
    }

    public Arguments arguments() {
      return new Arguments(text, offset, lengthBytes);
    }
  }
}
