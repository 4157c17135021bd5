package org.cairn.rpc.method;

import java.util.List;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.RevertReason;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.trace.CallFrame;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceKind;

/// Tries messages out in bundles and answers with their outputs.
record CallMany(Bundles bundles, Replays replays) implements Method {
  @Override
  public String name() {
    return "eth_callMany";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Executes messages in bundles, each on what those before it have left, and "
                + "answers with their outputs",
            Kind.LIST)
        .needs("bundles", Kind.LIST)
        .takes("context", Kind.ANY)
        .takes("stateOverrides", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    List<Bundles.Bundle> wanted = arguments.required(Bundles::read);
    BlockRef ref = arguments.optional(Bundles::context, BlockRef.LATEST);
    StateOverrides state = arguments.optional(StateOverrides::read, StateOverrides.NONE);
    arguments.end();
    TraceText text = replays.text(TraceSettings.USUAL);
    bundles.run(wanted, ref, state, OUTERMOST, text, CallMany::write);
    return text.answer();
  }

  private static final TraceKind OUTERMOST = new TraceKind.Calls(true, false);

  private static void write(Trace trace, TraceText text) {
    if (trace instanceof Trace.Calls(CallFrame outermost)) {
      text.add(out -> {
        out.writeStartObject();
        String error = outermost.error();
        if (error == null) {
          Fields.hex(out, "value", outermost.output());
        } else {
          String reason = RevertReason.decode(outermost.output());
          out.writeStringField("error", reason.isEmpty() ? error : error + ": " + reason);
        }
        out.writeEndObject();
      });
    }
  }
}
