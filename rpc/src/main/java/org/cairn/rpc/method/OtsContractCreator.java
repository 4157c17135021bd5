package org.cairn.rpc.method;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.trace.CallFrame;
import org.jspecify.annotations.Nullable;

/// The transaction that made a contract, and who made it.
record OtsContractCreator(AccountHistory history, ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "ots_getContractCreator";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "The transaction that made a contract and the account that did it, or `null`",
            Kind.OBJECT)
        .needs("address", Kind.ADDRESS);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address address = arguments.required(Values::address);
    arguments.end();
    Long number = history.firstBlock(state -> !GetCode.of(state, address).isEmpty());
    HashedBlock block =
        number == null || number == 0 ? null : traces.block(new BlockRef.Numbered(number));
    if (block == null) {
      return Answer.nothing();
    }
    List<Answer> found = new ArrayList<>();
    traces.calls(
        block,
        traces.text(),
        (outermost, index) -> {
          CallFrame creation = creation(outermost, address);
          if (creation != null) {
            Hash hash = Replays.place(block, index).transactionHash();
            found.add(out -> {
              out.writeStartObject();
              Fields.hex(out, "hash", hash);
              Fields.hex(out, "creator", creation.from());
              out.writeEndObject();
            });
          }
        });
    // What has code by a delegation (EIP-7702) was never made.
    return found.isEmpty() ? Answer.nothing() : found.getLast();
  }

  private static @Nullable CallFrame creation(CallFrame frame, Address address) {
    if (frame.error() != null) {
      return null;
    }
    if (frame.kind().isCreation() && frame.to().equals(address)) {
      return frame;
    }
    for (CallFrame call : frame.calls()) {
      CallFrame found = creation(call, address);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
