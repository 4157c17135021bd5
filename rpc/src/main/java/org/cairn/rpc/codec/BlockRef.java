package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// A block as a client names it.
public sealed interface BlockRef {
  BlockRef LATEST = new Tagged(Tag.LATEST);

  /// `latest`, `safe` and `finalized` are the same block on this chain: the last finalized one.
  enum Tag {
    LATEST,
    EARLIEST,
    PENDING
  }

  record Tagged(Tag tag) implements BlockRef {}

  record Numbered(long number) implements BlockRef {}

  record Hashed(Hash hash) implements BlockRef {}

  /// As it is told to a client.
  static String shown(BlockRef ref) {
    return switch (ref) {
      case Tagged(Tag tag) -> tag.name().toLowerCase(Locale.ROOT);
      case Numbered(long number) -> "#" + number;
      case Hashed(Hash hash) -> hash.toString();
    };
  }

  /// Reads a tag or a number.
  static BlockRef number(JsonParser parser) throws IOException {
    return number(Values.text(parser));
  }

  /// Reads a tag or a number, which may be one of JSON, as explorers send them.
  static BlockRef loose(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        ? new Numbered(Values.count(parser))
        : number(parser);
  }

  /// Reads a tag, a number, a hash or the object of EIP-1898. `requireCanonical` needs no answer,
  /// as there are no other blocks.
  static BlockRef any(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      return object(parser);
    }
    String text = Values.text(parser);
    return text.length() == 2 + 2 * Hash.SIZE_BYTES
        ? new Hashed(Hash.wrap(Values.fixed(text, Hash.SIZE_BYTES, "hash")))
        : number(text);
  }

  private static BlockRef number(String text) {
    return switch (text) {
      case "latest", "safe", "finalized" -> LATEST;
      case "earliest" -> new Tagged(Tag.EARLIEST);
      case "pending" -> new Tagged(Tag.PENDING);
      default -> new Numbered(Values.number(text));
    };
  }

  private static BlockRef object(JsonParser parser) throws IOException {
    @Nullable BlockRef number = null;
    @Nullable BlockRef hash = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "blockNumber" -> number = token == JsonToken.VALUE_NULL ? null : number(parser);
        case "blockHash" ->
            hash = token == JsonToken.VALUE_NULL ? null : new Hashed(Values.hash(parser));
        default -> parser.skipChildren();
      }
    }
    if (number != null && hash != null) {
      throw new IllegalArgumentException(
          "cannot specify both blockHash and blockNumber, choose one or the other");
    }
    if (number == null && hash == null) {
      throw new IllegalArgumentException("neither blockHash nor blockNumber is given");
    }
    return number != null ? number : Objects.requireNonNull(hash);
  }
}
