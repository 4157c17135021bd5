package org.cairn.rpc.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the envelope of JSON-RPC 2.0 messages. Arguments are only skipped over, as the method that
/// knows their types may be named after them; [Arguments] reads them from the same bytes later.
public final class MessageReader {
  /// An id is echoed, so that a long one would be an amplifier.
  static final int MAX_ID_BYTES = 256;

  static final int MAX_METHOD_CHARS = 128;

  private static final String NO_ID = "null";

  private final byte[] text;
  private final int maxBatch;

  private MessageReader(byte[] text, int maxBatch) {
    this.text = text;
    this.maxBatch = maxBatch;
  }

  /// Never throws, whatever the bytes are.
  public static Message read(byte[] text, int maxBatch) {
    try (JsonParser parser = Json.reader(text, 0, text.length)) {
      return new MessageReader(text, maxBatch).message(parser);
    } catch (JsonProcessingException e) {
      String what = e.getOriginalMessage();
      return malformed(RpcError.PARSE_ERROR, "parse error: " + what.lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private Message message(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return malformed(RpcError.PARSE_ERROR, "parse error: empty message");
    }
    Message message =
        first == JsonToken.START_ARRAY ? batch(parser) : new Message.Single(call(parser));
    if (parser.nextToken() != null) {
      return malformed(RpcError.PARSE_ERROR, "parse error: more than one JSON value");
    }
    return message;
  }

  private Message batch(JsonParser parser) throws IOException {
    List<Call> calls = new ArrayList<>();
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      count++;
      if (count > maxBatch) {
        parser.skipChildren();
      } else {
        calls.add(call(parser));
      }
    }
    if (count == 0) {
      return malformed(RpcError.INVALID_REQUEST, "empty batch");
    }
    if (count > maxBatch) {
      return malformed(
          RpcError.INVALID_REQUEST,
          "batch too large: " + count + " requests, at most " + maxBatch + " are taken");
    }
    return new Message.Batch(calls);
  }

  /// Reads the value at the current token.
  private Call call(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return invalid(NO_ID, "invalid request: not an object");
    }
    String id = null;
    String version = null;
    String method = null;
    Call.Slice params = new Call.Slice(text, 0, 0);
    String fault = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "id" -> {
          id = id(parser, token);
          if (id == null) {
            id = NO_ID;
            fault = "invalid request: id must be a short string, a number or null";
          }
        }
        case "jsonrpc" -> version = shortString(parser, token);
        case "method" -> method = shortString(parser, token);
        case "params" -> {
          Call.Slice slice = params(parser, token);
          if (slice == null) {
            fault = fault == null ? "invalid request: params must be an array" : fault;
          } else {
            params = slice;
          }
        }
        default -> parser.skipChildren();
      }
    }
    if (fault == null && !"2.0".equals(version)) {
      fault = "invalid request: jsonrpc must be \"2.0\"";
    }
    if (fault == null && method == null) {
      fault = "invalid request: method must be a string";
    }
    if (fault != null || method == null) {
      return invalid(id == null ? NO_ID : id, fault == null ? "invalid request" : fault);
    }
    return new Call.Valid(id, method, params);
  }

  private @Nullable String id(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_NULL -> NO_ID;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
      case VALUE_STRING -> {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        yield end - start > MAX_ID_BYTES ? null : new String(text, start, end - start, UTF_8);
      }
      default -> {
        parser.skipChildren();
        yield null;
      }
    };
  }

  private static @Nullable String shortString(JsonParser parser, JsonToken token)
      throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      parser.skipChildren();
      return null;
    }
    return parser.getTextLength() > MAX_METHOD_CHARS ? null : parser.getText();
  }

  private Call.@Nullable Slice params(JsonParser parser, JsonToken token) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    return switch (token) {
      case VALUE_NULL -> new Call.Slice(text, 0, 0);
      case START_ARRAY -> {
        int end = (int) parser.currentLocation().getByteOffset();
        yield new Call.Slice(text, start, end - start);
      }
      default -> null;
    };
  }

  private static Call invalid(String id, String message) {
    return new Call.Invalid(id, new RpcError(RpcError.INVALID_REQUEST, message));
  }

  private static Message malformed(int code, String message) {
    return new Message.Malformed(new RpcError(code, message));
  }
}
