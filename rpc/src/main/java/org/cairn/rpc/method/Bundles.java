package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import org.cairn.core.state.StateReader;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.CallRequest;
import org.cairn.rpc.port.TraceExecutor;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceKind;

/// Messages in bundles: those of a bundle believe to be in the same block, and each is tried out on
/// what all before it have left.
record Bundles(Simulation simulation, TraceExecutor executor, long gasCap) {
  private static final int MAX_BUNDLES = 100;
  private static final int MAX_CALLS = 1_000;

  /// A block and what is tried out in it.
  record Bundle(List<CallArguments> calls, BlockOverrides block) {
    Bundle {
      calls = List.copyOf(calls);
    }
  }

  static List<Bundle> read(JsonParser parser) throws IOException {
    List<Bundle> bundles = Values.listOf(Bundles::bundle, MAX_BUNDLES).read(parser);
    if (bundles.stream().mapToInt(bundle -> bundle.calls.size()).sum() > MAX_CALLS) {
      throw new IllegalArgumentException("more than " + MAX_CALLS + " calls");
    }
    return bundles;
  }

  private static Bundle bundle(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("a bundle must be an object");
    }
    List<CallArguments> calls = List.of();
    BlockOverrides block = BlockOverrides.NONE;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "transactions" -> calls = Values.listOf(CallArguments::read, MAX_CALLS).read(parser);
        case "blockOverride", "blockOverrides" -> block = BlockOverrides.read(parser);
        default -> parser.skipChildren();
      }
    }
    return new Bundle(calls, block);
  }

  /// Reads after which block the messages are tried out: always after its last transaction.
  static BlockRef context(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return BlockRef.any(parser);
    }
    BlockRef ref = BlockRef.LATEST;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (name) {
        case "blockNumber" -> ref = BlockRef.any(parser);
        case "transactionIndex" -> {
          if (token != JsonToken.VALUE_NULL
              && !(token == JsonToken.VALUE_NUMBER_INT && parser.getLongValue() == -1)) {
            throw new IllegalArgumentException(
                "calls are tried out after a whole block, transactionIndex can only be -1");
          }
        }
        default -> parser.skipChildren();
      }
    }
    return ref;
  }

  /// Tries all out and writes an array for each bundle, an element for each message.
  void run(
      List<Bundle> bundles,
      BlockRef ref,
      StateOverrides overrides,
      TraceKind kind,
      TraceText text,
      BiConsumer<Trace, TraceText> writer) {
    List<TraceExecutor.Attempt> attempts = new ArrayList<>();
    StateReader state = null;
    for (Bundle bundle : bundles) {
      for (CallArguments call : bundle.calls) {
        Simulation.Prepared prepared =
            simulation.prepare(new Simulation.Wanted(call, ref, overrides, bundle.block));
        Long gas = call.gas();
        CallRequest request =
            prepared.request().withGasLimit(gas == null ? gasCap : Math.min(gas, gasCap));
        state = state == null ? prepared.state() : state;
        attempts.add(new TraceExecutor.Attempt(request, prepared.block(), kind));
      }
    }
    text.add(out -> out.writeStartArray());
    Cursor cursor = new Cursor(bundles, text);
    cursor.settle();
    if (state != null) {
      executor.attempt(
          attempts,
          state,
          text,
          trace -> {
            writer.accept(trace, text);
            cursor.advance();
          });
    }
    text.add(out -> out.writeEndArray());
  }

  /// Opens and closes the arrays of bundles. One thread owns it.
  private static final class Cursor {
    private final Iterator<Bundle> rest;
    private final TraceText text;
    private int left;
    private boolean open;

    Cursor(List<Bundle> bundles, TraceText text) {
      this.rest = bundles.iterator();
      this.text = text;
    }

    void advance() {
      left--;
      settle();
    }

    /// Goes on to the next bundle that has something left.
    void settle() {
      while (left == 0) {
        if (open) {
          text.add(out -> out.writeEndArray());
          open = false;
        }
        if (!rest.hasNext()) {
          return;
        }
        left = rest.next().calls.size();
        text.add(out -> out.writeStartArray());
        open = true;
      }
    }
  }
}
