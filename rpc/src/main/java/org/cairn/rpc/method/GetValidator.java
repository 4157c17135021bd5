package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.port.StakeView;
import org.cairn.rpc.subscription.Caller;

/// One validator, by its index or its public key.
record GetValidator(StakeView stakes) implements Method {
  @Override
  public String name() {
    return "cairn_getValidator";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("One validator, by its index or its public key", Kind.OBJECT)
        .needs("validator", Kind.ANY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    StakeText.Name validator = arguments.required(StakeText.Name::read);
    arguments.end();
    StakeView.Staker staker = validator.in(stakes);
    return staker == null ? Answer.nothing() : out -> StakeText.write(out, staker);
  }
}
