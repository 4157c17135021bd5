package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.util.Arrays;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.jspecify.annotations.Nullable;

/// The bytes of a response, up to a limit, of which the end can be taken back. What is long takes
/// its bytes from the budget of all responses, and gives them back when it is released: once, by
/// whoever sends it. Used by one thread at a time.
final class ResponseBuffer extends OutputStream {
  private static final int FIRST_BYTES = 512;

  /// Shorter ones are not worth being counted: there are as many as messages that wait, at most.
  private static final int UNCOUNTED_BYTES = 16 << 10;

  private final int maxBytes;
  private final @Nullable MemoryBudget budget;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int sizeBytes;
  private long takenBytes;

  ResponseBuffer(int maxBytes, @Nullable MemoryBudget budget) {
    this.maxBytes = maxBytes;
    this.budget = budget;
  }

  @Override
  public void write(int value) {
    reserve(1);
    bytes[sizeBytes] = (byte) value;
    sizeBytes++;
  }

  @Override
  public void write(byte[] source, int offset, int lengthBytes) {
    reserve(lengthBytes);
    System.arraycopy(source, offset, bytes, sizeBytes, lengthBytes);
    sizeBytes += lengthBytes;
  }

  void truncate(int newSizeBytes) {
    sizeBytes = newSizeBytes;
  }

  int size() {
    return sizeBytes;
  }

  /// The array that holds the response, up to its size; not a copy.
  byte[] shared() {
    return bytes;
  }

  String text() {
    return new String(bytes, 0, sizeBytes, UTF_8);
  }

  void release() {
    if (budget != null && takenBytes > 0) {
      budget.give(takenBytes);
      takenBytes = 0;
    }
  }

  private void reserve(int lengthBytes) {
    if (lengthBytes > maxBytes - sizeBytes) {
      throw new RpcException(
          RpcError.RESPONSE_TOO_LARGE,
          "response too large: more than " + maxBytes + " bytes, ask for less at once");
    }
    if (lengthBytes > bytes.length - sizeBytes) {
      grow(sizeBytes + lengthBytes);
    }
  }

  private void grow(int neededBytes) {
    int capacity = (int) Math.max(neededBytes, Math.min(2L * bytes.length, maxBytes));
    if (budget != null && capacity > UNCOUNTED_BYTES) {
      if (!budget.take(capacity - takenBytes)) {
        throw new RpcException(
            RpcError.LIMIT_EXCEEDED, "too many long responses at once, try again later");
      }
      takenBytes = capacity;
    }
    bytes = Arrays.copyOf(bytes, capacity);
  }
}
