package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The positional arguments of a request, read one after the other with their types. A method takes
/// what it knows and then calls [#end].
public final class Arguments implements AutoCloseable {
  private final @Nullable JsonParser parser;
  private int taken;
  private boolean exhausted;

  Arguments(byte[] text, int offset, int lengthBytes) {
    try {
      parser = lengthBytes == 0 ? null : Json.reader(text, offset, lengthBytes);
      if (parser == null) {
        exhausted = true;
      } else if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IllegalArgumentException("the slice is no array");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /// The next argument, which must be there.
  public <T> T required(Reader<T> reader) {
    T value = orNull(reader);
    if (value == null) {
      throw new RpcException(
          RpcError.INVALID_PARAMS, "missing value for required argument " + (taken - 1));
    }
    return value;
  }

  /// The next argument, or the default when it is absent or `null`.
  public <T> T optional(Reader<T> reader, T otherwise) {
    T value = orNull(reader);
    return value == null ? otherwise : value;
  }

  /// The next argument, or nothing when it is absent or `null`.
  public <T> @Nullable T orNull(Reader<T> reader) {
    int index = taken;
    taken++;
    try {
      JsonToken token = next();
      if (token == null || token == JsonToken.VALUE_NULL || parser == null) {
        return null;
      }
      return reader.read(parser);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw invalid(index, e.getMessage());
    } catch (JsonProcessingException e) {
      throw invalid(index, e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /// Passes over arguments that mean nothing.
  public void skipRest() {
    try {
      while (next() != null) {
        if (parser != null) {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /// Refuses arguments beyond those taken.
  public void end() {
    try {
      if (next() != null) {
        throw new RpcException(
            RpcError.INVALID_PARAMS, "too many arguments, want at most " + taken);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  @Override
  public void close() {
    try {
      if (parser != null) {
        parser.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private @Nullable JsonToken next() throws IOException {
    if (exhausted || parser == null) {
      return null;
    }
    JsonToken token = parser.nextToken();
    if (token == null || token == JsonToken.END_ARRAY) {
      exhausted = true;
      return null;
    }
    return token;
  }

  private static RpcException invalid(int index, @Nullable String message) {
    return new RpcException(RpcError.INVALID_PARAMS, "invalid argument " + index + ": " + message);
  }
}
