package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.cairn.core.block.Log;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.trace.AccountShot;
import org.cairn.rpc.trace.CallFrame;
import org.cairn.rpc.trace.OpcodeStep;
import org.cairn.rpc.trace.Trace;
import org.jspecify.annotations.Nullable;

/// Traces in the forms that go-ethereum's tracers have made common.
public final class TraceJson {
  private static final int WORD_BYTES = 32;

  private TraceJson() {}

  /// Where a traced transaction is; nothing for a call that was only tried out.
  public record Place(Hash blockHash, long blockNumber, Hash transactionHash, int index) {}

  public static void write(JsonGenerator out, Trace trace, @Nullable Place place)
      throws IOException {
    switch (trace) {
      case Trace.Opcodes opcodes -> opcodes(out, opcodes);
      case Trace.Calls(CallFrame outermost) -> frame(out, outermost);
      case Trace.FlatCalls flat -> FlatCallJson.write(out, flat, place);
      case Trace.Prestate(SortedMap<Address, AccountShot> accounts) -> accounts(out, accounts);
      case Trace.Difference difference -> {
        out.writeStartObject();
        out.writeFieldName("post");
        accounts(out, difference.after());
        out.writeFieldName("pre");
        accounts(out, difference.before());
        out.writeEndObject();
      }
      case Trace.Selectors(SortedMap<String, Long> counts) -> {
        out.writeStartObject();
        for (Map.Entry<String, Long> count : counts.entrySet()) {
          out.writeNumberField(count.getKey(), count.getValue());
        }
        out.writeEndObject();
      }
      case Trace.Parity parity -> ParityJson.replay(out, parity, null);
      case Trace.Nothing() -> {
        out.writeStartObject();
        out.writeEndObject();
      }
    }
  }

  private static void opcodes(JsonGenerator out, Trace.Opcodes trace) throws IOException {
    out.writeStartObject();
    out.writeNumberField("gas", trace.gasUsed());
    out.writeBooleanField("failed", trace.failed());
    Fields.hex(out, "returnValue", trace.returnValue());
    out.writeArrayFieldStart("structLogs");
    for (OpcodeStep step : trace.steps()) {
      step(out, step);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void step(JsonGenerator out, OpcodeStep step) throws IOException {
    out.writeStartObject();
    out.writeNumberField("pc", step.pc());
    out.writeStringField("op", step.name());
    out.writeNumberField("gas", step.gas());
    out.writeNumberField("gasCost", step.gasCost());
    out.writeNumberField("depth", step.depth());
    if (step.error() != null) {
      out.writeStringField("error", step.error());
    }
    if (step.refund() != 0) {
      out.writeNumberField("refund", step.refund());
    }
    if (step.stack() != null) {
      out.writeArrayFieldStart("stack");
      for (UInt256 word : step.stack()) {
        out.writeString(word.toHex());
      }
      out.writeEndArray();
    }
    if (step.memory() != null && !step.memory().isEmpty()) {
      words(out, step.memory());
    }
    if (step.storage() != null) {
      out.writeFieldName("storage");
      slots(out, step.storage());
    }
    if (step.returnData() != null && !step.returnData().isEmpty()) {
      Fields.hex(out, "returnData", step.returnData());
    }
    out.writeEndObject();
  }

  private static void words(JsonGenerator out, Bytes memory) throws IOException {
    out.writeArrayFieldStart("memory");
    for (int at = 0; at < memory.size(); at += WORD_BYTES) {
      out.writeString(memory.slice(at, WORD_BYTES).toString());
    }
    out.writeEndArray();
  }

  private static void slots(JsonGenerator out, SortedMap<UInt256, UInt256> slots)
      throws IOException {
    out.writeStartObject();
    for (Map.Entry<UInt256, UInt256> slot : slots.entrySet()) {
      out.writeStringField(slot.getKey().toHash().toString(), slot.getValue().toHash().toString());
    }
    out.writeEndObject();
  }

  private static void frame(JsonGenerator out, CallFrame frame) throws IOException {
    out.writeStartObject();
    Fields.hex(out, "from", frame.from());
    Fields.quantity(out, "gas", frame.gas());
    Fields.quantity(out, "gasUsed", frame.gasUsed());
    if (frame.error() == null || !frame.kind().isCreation()) {
      Fields.hex(out, "to", frame.to());
    }
    Fields.hex(out, "input", frame.input());
    if (!frame.output().isEmpty()) {
      Fields.hex(out, "output", frame.output());
    }
    if (frame.error() != null) {
      out.writeStringField("error", frame.error());
      String reason = RevertReason.decode(frame.output());
      if (!reason.isEmpty()) {
        out.writeStringField("revertReason", reason);
      }
    }
    if (!frame.calls().isEmpty()) {
      out.writeArrayFieldStart("calls");
      for (CallFrame call : frame.calls()) {
        frame(out, call);
      }
      out.writeEndArray();
    }
    if (!frame.logs().isEmpty()) {
      logs(out, frame.logs());
    }
    if (frame.value() != null) {
      Fields.quantity(out, "value", frame.value());
    }
    out.writeStringField("type", frame.kind().name());
    out.writeEndObject();
  }

  private static void logs(JsonGenerator out, List<CallFrame.PlacedLog> logs) throws IOException {
    out.writeArrayFieldStart("logs");
    for (CallFrame.PlacedLog placed : logs) {
      Log log = placed.log();
      out.writeStartObject();
      Fields.hex(out, "address", log.address());
      out.writeArrayFieldStart("topics");
      for (Hash topic : log.topics()) {
        out.writeString(topic.toString());
      }
      out.writeEndArray();
      Fields.hex(out, "data", log.data());
      Fields.quantity(out, "position", placed.position());
      Fields.quantity(out, "index", placed.index());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void accounts(JsonGenerator out, SortedMap<Address, AccountShot> accounts)
      throws IOException {
    out.writeStartObject();
    for (Map.Entry<Address, AccountShot> entry : accounts.entrySet()) {
      AccountShot account = entry.getValue();
      out.writeObjectFieldStart(entry.getKey().toString());
      if (account.balance() != null) {
        Fields.quantity(out, "balance", account.balance());
      }
      if (account.nonce() != null) {
        out.writeNumberField("nonce", account.nonce());
      }
      if (account.code() != null) {
        Fields.hex(out, "code", account.code());
      }
      if (account.codeHash() != null) {
        Fields.hex(out, "codeHash", account.codeHash());
      }
      if (!account.slots().isEmpty()) {
        out.writeFieldName("storage");
        slots(out, account.slots());
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }
}
