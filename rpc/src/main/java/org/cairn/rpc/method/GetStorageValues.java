package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// The values of many slots of many accounts at once, each as 32 bytes.
record GetStorageValues(BlockLookup blocks) implements Method {
  private static final int MAX_SLOTS = 1024;

  @Override
  public String name() {
    return "eth_getStorageValues";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "The values of many slots of many accounts at once, each as 32 bytes", Kind.OBJECT)
        .needs("slots", Kind.OBJECT)
        .takes("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Map<Address, List<UInt256>> wanted = arguments.required(GetStorageValues::read);
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    arguments.end();
    StateReader state = blocks.state(ref);
    Map<Address, List<Hash>> values = new LinkedHashMap<>();
    wanted.forEach((address, keys) ->
        values.put(address, keys.stream().map(key -> state.slot(address, key).toHash()).toList()));
    return out -> {
      out.writeStartObject();
      for (Map.Entry<Address, List<Hash>> entry : values.entrySet()) {
        out.writeArrayFieldStart(entry.getKey().toString());
        for (Hash value : entry.getValue()) {
          out.writeString(value.toString());
        }
        out.writeEndArray();
      }
      out.writeEndObject();
    };
  }

  private static Map<Address, List<UInt256>> read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("the slots must be an object by address");
    }
    Map<Address, List<UInt256>> wanted = new LinkedHashMap<>();
    int left = MAX_SLOTS;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Address address = Values.address(parser.currentName());
      var _ = parser.nextToken();
      List<UInt256> keys = Values.listOf(Values::slotKey, left).read(parser);
      left -= keys.size();
      wanted.computeIfAbsent(address, _ -> new ArrayList<>()).addAll(keys);
    }
    if (left == MAX_SLOTS) {
      throw new IllegalArgumentException("empty request");
    }
    return wanted;
  }
}
