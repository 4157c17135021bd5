package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.trace.CallFrame;
import org.cairn.rpc.trace.Trace;
import org.jspecify.annotations.Nullable;

/// Calls as a list in the order in which they began, as OpenEthereum's `trace` methods had them.
final class FlatCallJson {
  static final String REVERTED = "execution reverted";

  private FlatCallJson() {}

  static void write(JsonGenerator out, Trace.FlatCalls trace, TraceJson.@Nullable Place place)
      throws IOException {
    out.writeStartArray();
    frame(out, trace.outermost(), new ArrayDeque<>(), trace.parityErrors(), place);
    out.writeEndArray();
  }

  private static void frame(
      JsonGenerator out,
      CallFrame frame,
      Deque<Integer> path,
      boolean parityErrors,
      TraceJson.@Nullable Place place)
      throws IOException {
    out.writeStartObject();
    action(out, frame);
    Fields.text(out, "blockHash", place == null ? null : place.blockHash().toString());
    out.writeNumberField("blockNumber", place == null ? 0 : place.blockNumber());
    String error = frame.error();
    if (error != null) {
      out.writeStringField("error", parityErrors ? parity(error) : error);
    }
    if (frame.kind() != CallFrame.Kind.SELFDESTRUCT && (error == null || error.equals(REVERTED))) {
      result(out, frame);
    }
    out.writeNumberField("subtraces", frame.calls().size());
    out.writeArrayFieldStart("traceAddress");
    for (Iterator<Integer> indexes = path.descendingIterator(); indexes.hasNext(); ) {
      out.writeNumber(indexes.next());
    }
    out.writeEndArray();
    Fields.text(out, "transactionHash", place == null ? null : place.transactionHash().toString());
    out.writeNumberField("transactionPosition", place == null ? 0 : place.index());
    out.writeStringField("type", type(frame.kind()));
    out.writeEndObject();
    for (int i = 0; i < frame.calls().size(); i++) {
      path.push(i);
      frame(out, frame.calls().get(i), path, parityErrors, place);
      path.pop();
    }
  }

  static void action(JsonGenerator out, CallFrame frame) throws IOException {
    UInt256 value = frame.value() == null ? UInt256.ZERO : frame.value();
    out.writeObjectFieldStart("action");
    if (frame.kind() == CallFrame.Kind.SELFDESTRUCT) {
      Fields.hex(out, "address", frame.from());
      Fields.quantity(out, "balance", value);
      Fields.hex(out, "refundAddress", frame.to());
    } else {
      String kind = frame.kind().name().toLowerCase(Locale.ROOT);
      Fields.hex(out, "from", frame.from());
      Fields.quantity(out, "gas", frame.gas());
      Fields.quantity(out, "value", value);
      if (frame.kind().isCreation()) {
        out.writeStringField("creationMethod", kind);
        Fields.hex(out, "init", frame.input());
      } else {
        out.writeStringField("callType", kind);
        Fields.hex(out, "input", frame.input());
        Fields.hex(out, "to", frame.to());
      }
    }
    out.writeEndObject();
  }

  static void result(JsonGenerator out, CallFrame frame) throws IOException {
    out.writeObjectFieldStart("result");
    Fields.quantity(out, "gasUsed", frame.gasUsed());
    if (frame.kind().isCreation()) {
      if (frame.error() == null) {
        Fields.hex(out, "address", frame.to());
      }
      Fields.hex(out, "code", frame.output());
    } else {
      Fields.hex(out, "output", frame.output());
    }
    out.writeEndObject();
  }

  static String type(CallFrame.Kind kind) {
    return switch (kind) {
      case CREATE, CREATE2 -> "create";
      case SELFDESTRUCT -> "suicide";
      case CALL, CALLCODE, DELEGATECALL, STATICCALL -> "call";
    };
  }

  static String parity(String error) {
    return switch (error) {
      case REVERTED -> "Reverted";
      case "out of gas",
          "contract creation code storage out of gas",
          "max code size exceeded",
          "max initcode size exceeded" ->
          "Out of gas";
      case "invalid jump destination" -> "Bad jump destination";
      case "return data out of bounds" -> "Out of bounds";
      case "stack limit reached 1024" -> "Out of stack";
      case "stack underflow" -> "Stack underflow";
      case "precompile failed" -> "Built-in failed";
      default -> error.startsWith("invalid opcode") ? "Bad instruction" : error;
    };
  }
}
