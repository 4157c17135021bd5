package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Values;
import org.jspecify.annotations.Nullable;

/// Which calls `trace_filter` is asked for: those from any of some addresses or to any of others;
/// with the mode `intersection`, from one and to another. No addresses mean all.
record ParityQuery(
    BlockRef from,
    BlockRef to,
    Set<Address> senders,
    Set<Address> receivers,
    boolean both,
    long after,
    long count) {
  private static final int MAX_ADDRESSES = 1_000;

  ParityQuery {
    senders = Set.copyOf(senders);
    receivers = Set.copyOf(receivers);
  }

  static ParityQuery read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("the filter must be an object");
    }
    BlockRef from = new BlockRef.Tagged(BlockRef.Tag.EARLIEST);
    BlockRef to = BlockRef.LATEST;
    Set<Address> senders = Set.of();
    Set<Address> receivers = Set.of();
    boolean both = false;
    long after = 0;
    long count = Long.MAX_VALUE;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "fromBlock" -> from = BlockRef.any(parser);
        case "toBlock" -> to = BlockRef.any(parser);
        case "fromAddress" -> senders = addresses(parser);
        case "toAddress" -> receivers = addresses(parser);
        case "mode" -> both = isIntersection(Values.text(parser));
        case "after" -> after = Values.count(parser);
        case "count" -> count = Values.count(parser);
        default -> parser.skipChildren();
      }
    }
    return new ParityQuery(from, to, senders, receivers, both, after, count);
  }

  private static Set<Address> addresses(JsonParser parser) throws IOException {
    return new HashSet<>(Values.listOf(Values::address, MAX_ADDRESSES).read(parser));
  }

  private static boolean isIntersection(String mode) {
    return switch (mode) {
      case "union" -> false;
      case "intersection" -> true;
      default -> throw new IllegalArgumentException("the mode is union or intersection");
    };
  }

  /// Whether a call passes; a reward has no sender.
  boolean matches(@Nullable Address sender, Address receiver) {
    if (senders.isEmpty() && receivers.isEmpty()) {
      return true;
    }
    boolean sent = sender != null && senders.contains(sender);
    boolean received = receivers.contains(receiver);
    if (both && !senders.isEmpty() && !receivers.isEmpty()) {
      return sent && received;
    }
    return sent || received;
  }
}
