package org.cairn.p2p.frame;

import java.util.Arrays;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.jspecify.annotations.Nullable;

/// Cuts a stream of bytes into frames: `length u32 | kind u8 | payload`, where the length counts
/// kind and payload. Owned by the network loop.
///
/// A frame's length is believed only as far as bytes have come: memory grows with what was
/// received, so that five bytes cannot make the node set ten megabytes aside.
public final class FrameReader {
  public static final int HEADER_BYTES = 5;
  private static final int FIRST_CAPACITY_BYTES = 16 << 10;

  /// Takes the frames as they complete.
  @FunctionalInterface
  public interface Sink {
    /// Returns whether the reader shall go on; false when the connection was given up.
    boolean frame(FrameKind kind, Bytes payload);
  }

  private final byte[] header = new byte[HEADER_BYTES];
  private int headerBytes;
  private @Nullable FrameKind kind;
  private byte[] payload = new byte[0];
  private int payloadBytes;
  private int expectedBytes;

  /// Consumes a chunk of the stream and hands over each frame that it completes.
  ///
  /// @throws DecodingException when the kind is unknown or the length beyond the kind's limit; the
  ///   reader is of no use afterwards
  public void read(byte[] chunk, Sink sink) {
    int at = 0;
    while (at < chunk.length) {
      if (kind == null) {
        int taken = Math.min(HEADER_BYTES - headerBytes, chunk.length - at);
        System.arraycopy(chunk, at, header, headerBytes, taken);
        headerBytes += taken;
        at += taken;
        if (headerBytes < HEADER_BYTES) {
          return;
        }
        begin();
      }
      int taken = Math.min(expectedBytes - payloadBytes, chunk.length - at);
      append(chunk, at, taken);
      at += taken;
      if (payloadBytes == expectedBytes && !finish(sink)) {
        return;
      }
    }
  }

  private void begin() {
    long length =
        (header[0] & 0xffL) << 24
            | (header[1] & 0xffL) << 16
            | (header[2] & 0xffL) << 8
            | (header[3] & 0xffL);
    FrameKind announced = FrameKind.of(header[4] & 0xff);
    if (announced == null) {
      throw new DecodingException("unknown frame kind " + (header[4] & 0xff));
    }
    if (length < 1 || length - 1 > announced.maxBytes()) {
      throw new DecodingException(
          announced + " frame of " + length + " bytes, the limit is " + announced.maxBytes());
    }
    kind = announced;
    expectedBytes = (int) (length - 1);
    payload = new byte[Math.min(expectedBytes, FIRST_CAPACITY_BYTES)];
    payloadBytes = 0;
  }

  private void append(byte[] chunk, int offset, int lengthBytes) {
    int needed = payloadBytes + lengthBytes;
    if (needed > payload.length) {
      int capacity = Math.min(expectedBytes, Math.max(needed, payload.length * 2));
      payload = Arrays.copyOf(payload, capacity);
    }
    System.arraycopy(chunk, offset, payload, payloadBytes, lengthBytes);
    payloadBytes = needed;
  }

  private boolean finish(Sink sink) {
    FrameKind complete = kind;
    Bytes bytes = Bytes.wrap(payload);
    kind = null;
    headerBytes = 0;
    payload = new byte[0];
    payloadBytes = 0;
    return complete == null || sink.frame(complete, bytes);
  }
}
