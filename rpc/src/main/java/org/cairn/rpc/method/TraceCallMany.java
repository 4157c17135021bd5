package org.cairn.rpc.method;

import java.util.List;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.TraceJson;
import org.cairn.rpc.subscription.Caller;

/// Tries messages out in bundles and records them.
record TraceCallMany(Bundles bundles, Replays replays) implements Method {
  @Override
  public String name() {
    return "debug_traceCallMany";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Executes messages in bundles, each on what those before it have left, and "
                + "records them",
            Kind.LIST)
        .needs("bundles", Kind.LIST)
        .takes("context", Kind.ANY)
        .takes("settings", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    List<Bundles.Bundle> wanted = arguments.required(Bundles::read);
    BlockRef ref = arguments.optional(Bundles::context, BlockRef.LATEST);
    TraceSettings settings = arguments.optional(TraceSettings::read, TraceSettings.USUAL);
    arguments.end();
    TraceText text = replays.text(settings);
    bundles.run(
        wanted,
        ref,
        settings.state(),
        settings.kind(),
        text,
        (trace, target) -> target.add(out -> TraceJson.write(out, trace, null)));
    return text.answer();
  }
}
