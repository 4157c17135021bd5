package org.cairn.rpc.method;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.trace.CallFrame;

/// The ether that code moved and the contracts that it made or ended.
record OtsInternalOperations(ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "ots_getInternalOperations";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "What the code of a transaction did: transfers of ether (0), "
                + "self-destructions (1), creations (2, with CREATE2 3)",
            Kind.LIST)
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
    List<CallFrame> operations = new ArrayList<>();
    collect(operations, outermost);
    return out -> {
      out.writeStartArray();
      for (CallFrame operation : operations) {
        out.writeStartObject();
        out.writeNumberField("type", type(operation));
        Fields.hex(out, "from", operation.from());
        Fields.hex(out, "to", operation.to());
        Fields.quantity(out, "value", value(operation));
        out.writeEndObject();
      }
      out.writeEndArray();
    };
  }

  /// What failed has moved nothing.
  private static void collect(List<CallFrame> operations, CallFrame frame) {
    if (frame.error() != null) {
      return;
    }
    for (CallFrame call : frame.calls()) {
      boolean moves =
          switch (call.kind()) {
            case CALL -> !value(call).isZero();
            case CREATE, CREATE2, SELFDESTRUCT -> true;
            case CALLCODE, DELEGATECALL, STATICCALL -> false;
          };
      if (moves && call.error() == null) {
        operations.add(call);
      }
      collect(operations, call);
    }
  }

  private static UInt256 value(CallFrame frame) {
    return frame.value() == null ? UInt256.ZERO : frame.value();
  }

  private static int type(CallFrame frame) {
    return switch (frame.kind()) {
      case SELFDESTRUCT -> 1;
      case CREATE -> 2;
      case CREATE2 -> 3;
      case CALL, CALLCODE, DELEGATECALL, STATICCALL -> 0;
    };
  }
}
