package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.ParityJson;
import org.cairn.rpc.codec.Quantity;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.trace.CallFrame;

/// The calls of a transaction with their depth.
record OtsTraceTransaction(ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "ots_traceTransaction";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The calls of a transaction with their depth, or `null`", Kind.LIST)
        .needs("hash", Kind.HASH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Hash hash = arguments.required(Values::hash);
    arguments.end();
    CallFrame outermost = traces.calls(hash, traces.text());
    if (outermost == null) {
      return Answer.nothing();
    }
    List<ParityJson.Entry> entries = ParityJson.entries(outermost);
    return out -> {
      out.writeStartArray();
      for (ParityJson.Entry entry : entries) {
        write(out, entry.frame(), entry.path().size());
      }
      out.writeEndArray();
    };
  }

  private static void write(JsonGenerator out, CallFrame frame, int depth) throws IOException {
    boolean valueless =
        frame.kind() == CallFrame.Kind.DELEGATECALL || frame.kind() == CallFrame.Kind.STATICCALL;
    out.writeStartObject();
    out.writeStringField("type", frame.kind().name());
    out.writeNumberField("depth", depth);
    Fields.hex(out, "from", frame.from());
    Fields.hex(out, "to", frame.to());
    UInt256 value = frame.value();
    Fields.text(out, "value", valueless || value == null ? null : Quantity.of(value));
    Fields.hex(out, "input", frame.input());
    Fields.hex(out, "output", frame.output());
    out.writeEndObject();
  }
}
