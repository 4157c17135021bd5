package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.port.StakeView;
import org.cairn.rpc.subscription.Caller;

/// All validators there ever were, by index.
record GetValidators(StakeView stakes) implements Method {
  @Override
  public String name() {
    return "cairn_getValidators";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("All validators there ever were, by index", Kind.LIST);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return out -> {
      out.writeStartArray();
      for (StakeView.Staker staker : stakes.validators()) {
        StakeText.write(out, staker);
      }
      out.writeEndArray();
    };
  }
}
