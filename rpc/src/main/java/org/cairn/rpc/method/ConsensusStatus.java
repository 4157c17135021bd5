package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.port.FinalityView;
import org.cairn.rpc.subscription.Caller;

/// Where consensus stands, and what it waits for: who has said what in the current view.
record ConsensusStatus(FinalityView finality) implements Method {
  @Override
  public String name() {
    return "cairn_consensusStatus";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
        "Where consensus stands, and what it waits for: who has said what in the current view",
        Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    String json = finality.statusJson();
    return out -> out.writeRawValue(json);
  }
}
