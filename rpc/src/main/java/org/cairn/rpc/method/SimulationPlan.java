package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.BlockHeader;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;

/// What a client wants `eth_simulateV1` to do.
record SimulationPlan(
    List<Part> blocks, boolean traceTransfers, boolean validation, boolean fullTransactions) {
  static final int MAX_BLOCKS = 256;
  static final int MAX_CALLS_A_BLOCK = 5_000;
  static final int MAX_CALLS = 10_000;
  private static final long SECONDS_BETWEEN = 12;

  SimulationPlan {
    blocks = List.copyOf(blocks);
  }

  /// A block that the client describes, or a gap that is filled.
  record Part(BlockOverrides block, StateOverrides state, List<CallArguments> calls) {
    Part {
      calls = List.copyOf(calls);
    }
  }

  /// A block with its number and time settled.
  record Planned(long number, long timestampSeconds, Part part) {}

  static SimulationPlan read(JsonParser parser) throws IOException {
    expectObject(parser);
    List<Part> blocks = List.of();
    boolean traceTransfers = false;
    boolean validation = false;
    boolean full = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "blockStateCalls" ->
            blocks = Values.listOf(SimulationPlan::part, MAX_BLOCKS * 4).read(parser);
        case "traceTransfers" -> traceTransfers = Values.truth(parser);
        case "validation" -> validation = Values.truth(parser);
        case "returnFullTransactions" -> full = Values.truth(parser);
        default -> parser.skipChildren();
      }
    }
    return new SimulationPlan(blocks, traceTransfers, validation, full);
  }

  private static Part part(JsonParser parser) throws IOException {
    expectObject(parser);
    BlockOverrides block = BlockOverrides.NONE;
    StateOverrides state = StateOverrides.NONE;
    List<CallArguments> calls = List.of();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "blockOverrides" -> block = BlockOverrides.read(parser);
        case "stateOverrides" -> state = StateOverrides.read(parser);
        case "calls" -> calls = Values.listOf(CallArguments::read, MAX_CALLS + 1).read(parser);
        default -> parser.skipChildren();
      }
    }
    return new Part(block, state, calls);
  }

  private static void expectObject(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not an object: " + parser.currentToken());
    }
  }

  void requireWithinLimits() {
    if (blocks.isEmpty()) {
      throw new RpcException(RpcError.INVALID_PARAMS, "empty input");
    }
    int calls = 0;
    for (Part part : blocks) {
      calls += part.calls.size();
      if (part.calls.size() > MAX_CALLS_A_BLOCK || calls > MAX_CALLS) {
        throw new RpcException(RpcError.TOO_MUCH_TO_SIMULATE, "too many calls");
      }
    }
    if (blocks.size() > MAX_BLOCKS) {
      throw new RpcException(RpcError.TOO_MUCH_TO_SIMULATE, "too many blocks");
    }
  }

  /// The blocks with numbers and times that rise from those of the base, and with empty blocks
  /// where the client left numbers out.
  List<Planned> on(BlockHeader base) {
    List<Planned> planned = new ArrayList<>();
    long number = base.number();
    long seconds = base.timestampSeconds();
    for (Part part : blocks) {
      Long wantedNumber = part.block.number();
      long next = wantedNumber == null ? number + 1 : wantedNumber;
      if (next <= number) {
        throw new RpcException(
            RpcError.BLOCK_NUMBERS_NOT_RISING,
            "block numbers must be in order: " + next + " <= " + number);
      }
      if (next - base.number() > MAX_BLOCKS) {
        throw new RpcException(RpcError.TOO_MUCH_TO_SIMULATE, "too many blocks");
      }
      for (long gap = number + 1; gap < next; gap++) {
        seconds += SECONDS_BETWEEN;
        planned.add(
            new Planned(
                gap, seconds, new Part(BlockOverrides.NONE, StateOverrides.NONE, List.of())));
      }
      Long wantedSeconds = part.block.timestampSeconds();
      long then = wantedSeconds == null ? seconds + SECONDS_BETWEEN : wantedSeconds;
      if (then <= seconds) {
        throw new RpcException(
            RpcError.BLOCK_TIMES_NOT_RISING,
            "block timestamps must be in order: " + then + " <= " + seconds);
      }
      planned.add(new Planned(next, then, part));
      number = next;
      seconds = then;
    }
    return planned;
  }
}
