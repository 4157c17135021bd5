package org.cairn.rpc.subscription;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Reader;
import org.cairn.rpc.codec.Values;
import org.jspecify.annotations.Nullable;

/// A filter and the blocks that it is for: one by its hash, or a range whose absent ends mean the
/// last block.
public record LogQuery(
    LogFilter filter,
    @Nullable Hash blockHash,
    @Nullable BlockRef fromBlock,
    @Nullable BlockRef toBlock) {
  static final int MAX_TOPICS = 4;
  static final int MAX_ALTERNATIVES = 1_000;

  public static final LogQuery EVERYTHING =
      new LogQuery(new LogFilter(Set.of(), List.of()), null, null, null);

  /// Reads the filter object.
  public static LogQuery read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("the filter must be an object");
    }
    Set<Address> addresses = Set.of();
    List<Set<Hash>> topics = List.of();
    Hash blockHash = null;
    BlockRef from = null;
    BlockRef to = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "address" -> addresses = oneOrMany(parser, Values::address);
        case "topics" -> topics = topics(parser);
        case "blockHash" -> blockHash = Values.hash(parser);
        case "fromBlock" -> from = BlockRef.number(parser);
        case "toBlock" -> to = BlockRef.number(parser);
        default -> parser.skipChildren();
      }
    }
    if (blockHash != null && (from != null || to != null)) {
      throw new IllegalArgumentException(
          "cannot specify both BlockHash and FromBlock/ToBlock, choose one or the other");
    }
    return new LogQuery(new LogFilter(addresses, topics), blockHash, from, to);
  }

  private static List<Set<Hash>> topics(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new IllegalArgumentException("topics must be an array");
    }
    List<Set<Hash>> topics = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (topics.size() == MAX_TOPICS) {
        throw new IllegalArgumentException("exceed max topics: a log has at most 4");
      }
      topics.add(
          parser.currentToken() == JsonToken.VALUE_NULL
              ? Set.of()
              : oneOrMany(parser, Values::hash));
    }
    return topics;
  }

  /// One value or an array of alternatives; a `null` among them lets everything through.
  private static <T> Set<T> oneOrMany(JsonParser parser, Reader<T> reader) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return Set.of(reader.read(parser));
    }
    Set<T> values = new HashSet<>();
    boolean any = false;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.VALUE_NULL) {
        any = true;
      } else {
        values.add(reader.read(parser));
      }
      if (values.size() > MAX_ALTERNATIVES) {
        throw new IllegalArgumentException("more than " + MAX_ALTERNATIVES + " alternatives");
      }
    }
    return any ? Set.of() : values;
  }
}
