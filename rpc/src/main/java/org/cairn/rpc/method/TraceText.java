package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.Json;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.trace.TraceBudget;

/// Collects the JSON of traces while they are made, so that at no time more than one transaction's
/// records are held, and stops their maker when the text becomes too long or the time is over. One
/// thread owns it.
final class TraceText implements TraceBudget {
  private static final int PART_CHARS = 1 << 16;

  private final StringWriter text = new StringWriter();
  private final JsonGenerator out;
  private final long maxBytes;
  private final long endNanos;
  private final Duration timeout;
  private final LongSupplier nanoTime;
  private long spentBytes;

  TraceText(int maxBytes, Duration timeout, LongSupplier nanoTime) {
    this.maxBytes = maxBytes;
    this.timeout = timeout;
    this.nanoTime = nanoTime;
    this.endNanos = nanoTime.getAsLong() + timeout.toNanos();
    try {
      this.out = Json.writer(text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  @Override
  public void spend(long textBytes) {
    spentBytes += textBytes;
    if (spentBytes > maxBytes) {
      throw new RpcException(
          RpcError.RESPONSE_TOO_LARGE,
          "response too large: a trace of more than "
              + maxBytes
              + " bytes; set a limit, or trace without stack, memory and storage",
          ErrorDetails.of("responseTooLarge", Map.of("limit", maxBytes)));
    }
    if (nanoTime.getAsLong() - endNanos > 0) {
      throw new RpcException(
          RpcError.SERVER,
          "execution timeout: the trace was not done in " + timeout.toMillis() + " ms",
          ErrorDetails.of("executionTimeout", Map.of("timeoutMillis", timeout.toMillis())));
    }
  }

  /// Whether the error says that the time was over.
  static boolean isTimeout(RpcException e) {
    return e.error().data() instanceof ErrorDetails details
        && details.type().equals("executionTimeout");
  }

  void add(Answer part) {
    try {
      part.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /// All that was added, which must be exactly one value.
  Answer answer() {
    add(JsonGenerator::flush);
    return this::writeParts;
  }

  /// In parts, as another copy of the whole would be as long as the heap is wide.
  private void writeParts(JsonGenerator target) throws IOException {
    StringBuffer whole = text.getBuffer();
    char[] part = new char[PART_CHARS];
    for (int from = 0; from < whole.length(); from += PART_CHARS) {
      int to = Math.min(from + PART_CHARS, whole.length());
      whole.getChars(from, to, part, 0);
      if (from == 0) {
        target.writeRawValue(part, 0, to);
      } else {
        target.writeRaw(part, 0, to - from);
      }
    }
  }
}
