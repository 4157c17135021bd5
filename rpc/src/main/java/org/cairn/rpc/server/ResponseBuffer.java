package org.cairn.rpc.server;

import java.io.ByteArrayOutputStream;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;

/// The bytes of a response, up to a limit, of which the end can be taken back.
final class ResponseBuffer extends ByteArrayOutputStream {
  private final int maxBytes;

  ResponseBuffer(int maxBytes) {
    super(512);
    this.maxBytes = maxBytes;
  }

  @Override
  public synchronized void write(int value) {
    reserve(1);
    super.write(value);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int lengthBytes) {
    reserve(lengthBytes);
    super.write(bytes, offset, lengthBytes);
  }

  synchronized void truncate(int sizeBytes) {
    count = sizeBytes;
  }

  private void reserve(int lengthBytes) {
    if (lengthBytes > maxBytes - count) {
      throw new RpcException(
          RpcError.RESPONSE_TOO_LARGE,
          "response too large: more than " + maxBytes + " bytes, ask for less at once");
    }
  }
}
