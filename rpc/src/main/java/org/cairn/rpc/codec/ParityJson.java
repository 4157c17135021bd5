package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.TraceExecutor;
import org.cairn.rpc.trace.AccountChange;
import org.cairn.rpc.trace.CallFrame;
import org.cairn.rpc.trace.CodeTrace;
import org.cairn.rpc.trace.Trace;
import org.jspecify.annotations.Nullable;

/// Traces in the forms that OpenEthereum's `trace` methods have made common.
public final class ParityJson {
  private ParityJson() {}

  /// A call with the indexes that lead to it from the outermost one.
  public record Entry(CallFrame frame, List<Integer> path) {
    public Entry {
      path = List.copyOf(path);
    }
  }

  /// A call and all within it, in the order in which they began.
  public static List<Entry> entries(CallFrame outermost) {
    List<Entry> entries = new ArrayList<>();
    collect(entries, outermost, List.of());
    return entries;
  }

  private static void collect(List<Entry> entries, CallFrame frame, List<Integer> path) {
    entries.add(new Entry(frame, path));
    for (int i = 0; i < frame.calls().size(); i++) {
      List<Integer> longer = new ArrayList<>(path);
      longer.add(i);
      collect(entries, frame.calls().get(i), longer);
    }
  }

  /// A call; with the place of its transaction where it has one.
  public static void entry(JsonGenerator out, Entry entry, TraceJson.@Nullable Place place)
      throws IOException {
    CallFrame frame = entry.frame();
    String error = frame.error();
    out.writeStartObject();
    FlatCallJson.action(out, frame);
    if (place != null) {
      Fields.hex(out, "blockHash", place.blockHash());
      out.writeNumberField("blockNumber", place.blockNumber());
    }
    if (error != null) {
      out.writeStringField("error", FlatCallJson.parity(error));
    }
    if (frame.kind() == CallFrame.Kind.SELFDESTRUCT) {
      out.writeNullField("result");
    } else if (error == null || error.equals(FlatCallJson.REVERTED)) {
      FlatCallJson.result(out, frame);
    }
    out.writeNumberField("subtraces", frame.calls().size());
    out.writeArrayFieldStart("traceAddress");
    for (int index : entry.path()) {
      out.writeNumber(index);
    }
    out.writeEndArray();
    if (place != null) {
      Fields.hex(out, "transactionHash", place.transactionHash());
      out.writeNumberField("transactionPosition", place.index());
    }
    out.writeStringField("type", FlatCallJson.type(frame.kind()));
    out.writeEndObject();
  }

  /// What a block pays for its work.
  public static void reward(JsonGenerator out, TraceExecutor.Reward reward, HashedHeader header)
      throws IOException {
    out.writeStartObject();
    out.writeObjectFieldStart("action");
    Fields.hex(out, "author", reward.author());
    out.writeStringField("rewardType", reward.ommer() ? "uncle" : "block");
    Fields.quantity(out, "value", reward.value().value());
    out.writeEndObject();
    Fields.hex(out, "blockHash", header.hash());
    out.writeNumberField("blockNumber", header.number());
    out.writeNullField("result");
    out.writeNumberField("subtraces", 0);
    out.writeArrayFieldStart("traceAddress");
    out.writeEndArray();
    out.writeNullField("transactionHash");
    out.writeNullField("transactionPosition");
    out.writeStringField("type", "reward");
    out.writeEndObject();
  }

  /// All that was recorded of a transaction; with its hash where it has one.
  public static void replay(JsonGenerator out, Trace.Parity trace, @Nullable Hash hash)
      throws IOException {
    out.writeStartObject();
    Fields.hex(out, "output", trace.output());
    out.writeFieldName("stateDiff");
    if (trace.changes() == null) {
      out.writeNull();
    } else {
      changes(out, trace.changes());
    }
    out.writeArrayFieldStart("trace");
    if (trace.calls() != null) {
      for (Entry entry : entries(trace.calls())) {
        entry(out, entry, null);
      }
    }
    out.writeEndArray();
    if (hash != null) {
      Fields.hex(out, "transactionHash", hash);
    }
    out.writeFieldName("vmTrace");
    if (trace.code() == null) {
      out.writeNull();
    } else {
      code(out, trace.code());
    }
    out.writeEndObject();
  }

  private static void changes(JsonGenerator out, SortedMap<Address, AccountChange> changes)
      throws IOException {
    out.writeStartObject();
    for (Map.Entry<Address, AccountChange> entry : changes.entrySet()) {
      AccountChange change = entry.getValue();
      AccountChange.Account before = change.before();
      AccountChange.Account after = change.after();
      out.writeObjectFieldStart(entry.getKey().toString());
      out.writeFieldName("balance");
      change(
          out,
          before == null ? null : Quantity.of(before.balance()),
          after == null ? null : Quantity.of(after.balance()));
      out.writeFieldName("code");
      change(
          out,
          before == null ? null : hex(before.code()),
          after == null ? null : hex(after.code()));
      out.writeFieldName("nonce");
      change(
          out,
          before == null ? null : Quantity.of(before.nonce()),
          after == null ? null : Quantity.of(after.nonce()));
      out.writeObjectFieldStart("storage");
      for (Map.Entry<UInt256, AccountChange.SlotChange> slot : change.slots().entrySet()) {
        out.writeFieldName(slot.getKey().toHash().toString());
        change(
            out,
            before == null ? null : slot.getValue().before().toHash().toString(),
            after == null ? null : slot.getValue().after().toHash().toString());
      }
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static String hex(Bytes bytes) {
    return bytes.toString();
  }

  /// `"="`, or an object whose only member is named by what happened: born, died, changed.
  private static void change(JsonGenerator out, @Nullable String before, @Nullable String after)
      throws IOException {
    if (before != null && before.equals(after)) {
      out.writeString("=");
      return;
    }
    out.writeStartObject();
    if (before == null) {
      Fields.text(out, "+", after);
    } else if (after == null) {
      out.writeStringField("-", before);
    } else {
      out.writeObjectFieldStart("*");
      out.writeStringField("from", before);
      out.writeStringField("to", after);
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private static void code(JsonGenerator out, CodeTrace trace) throws IOException {
    out.writeStartObject();
    Fields.hex(out, "code", trace.code());
    out.writeArrayFieldStart("ops");
    for (CodeTrace.Instruction instruction : trace.instructions()) {
      instruction(out, instruction);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void instruction(JsonGenerator out, CodeTrace.Instruction instruction)
      throws IOException {
    out.writeStartObject();
    out.writeNumberField("cost", instruction.cost());
    out.writeFieldName("ex");
    CodeTrace.Effect effect = instruction.effect();
    if (effect == null) {
      out.writeNull();
    } else {
      effect(out, effect);
    }
    out.writeStringField("op", instruction.name());
    out.writeNumberField("pc", instruction.pc());
    out.writeFieldName("sub");
    if (instruction.callee() == null) {
      out.writeNull();
    } else {
      code(out, instruction.callee());
    }
    out.writeEndObject();
  }

  private static void effect(JsonGenerator out, CodeTrace.Effect effect) throws IOException {
    out.writeStartObject();
    CodeTrace.Memory memory = effect.memory();
    out.writeFieldName("mem");
    if (memory == null) {
      out.writeNull();
    } else {
      out.writeStartObject();
      Fields.hex(out, "data", memory.data());
      out.writeNumberField("off", memory.offset());
      out.writeEndObject();
    }
    out.writeArrayFieldStart("push");
    for (UInt256 word : effect.pushed()) {
      out.writeString(Quantity.of(word));
    }
    out.writeEndArray();
    CodeTrace.Stored stored = effect.stored();
    out.writeFieldName("store");
    if (stored == null) {
      out.writeNull();
    } else {
      out.writeStartObject();
      Fields.quantity(out, "key", stored.key());
      Fields.quantity(out, "val", stored.value());
      out.writeEndObject();
    }
    out.writeNumberField("used", effect.gasLeft());
    out.writeEndObject();
  }
}
