package org.cairn.rpc.method;

import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.StakeView;
import org.cairn.rpc.subscription.Caller;

/// Takes a validator's signed exit: epoch, index, signature.
record SubmitExit(StakeView stakes) implements Method {
  @Override
  public String name() {
    return "cairn_submitExit";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Takes a validator's signed exit: epoch, index, signature", Kind.TRUTH)
        .needs("epoch", Kind.QUANTITY)
        .needs("index", Kind.QUANTITY)
        .needs("signature", Kind.BYTES);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    long epoch = arguments.required(Values::count);
    long index = arguments.required(Values::count);
    Bytes signature = arguments.required(Values::bytes);
    arguments.end();
    String refusal = stakes.submitExit(epoch, index, signature);
    if (refusal != null) {
      throw new RpcException(RpcError.SERVER, refusal);
    }
    return out -> out.writeBoolean(true);
  }
}
