package org.cairn.rpc.method;

import java.util.List;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.codec.TraceJson;
import org.cairn.rpc.port.TraceExecutor;
import org.cairn.rpc.subscription.Caller;

/// Executes a message without a transaction and records it.
record TraceCall(Simulation simulation, TraceExecutor executor, Replays replays, long gasCap)
    implements Method {
  @Override
  public String name() {
    return "debug_traceCall";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Executes a message without a transaction and records it", Kind.ANY)
        .needs("transaction", Kind.OBJECT)
        .takes("block", Kind.BLOCK)
        .takes("settings", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    CallArguments call = arguments.required(CallArguments::read);
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    TraceSettings settings = arguments.optional(TraceSettings::read, TraceSettings.USUAL);
    arguments.end();
    Simulation.Prepared prepared =
        simulation.prepare(new Simulation.Wanted(call, ref, settings.state(), settings.block()));
    Long asked = call.gas();
    long gas = asked == null ? gasCap : Math.min(asked, gasCap);
    TraceText text = replays.text(settings);
    executor.attempt(
        List.of(
            new TraceExecutor.Attempt(
                prepared.request().withGasLimit(gas), prepared.block(), settings.kind())),
        prepared.state(),
        text,
        trace -> text.add(out -> TraceJson.write(out, trace, null)));
    return text.answer();
  }
}
