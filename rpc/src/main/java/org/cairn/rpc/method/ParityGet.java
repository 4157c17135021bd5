package org.cairn.rpc.method;

import java.util.List;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.ParityJson;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.TransactionPosition;
import org.cairn.rpc.subscription.Caller;

/// One call of a transaction.
record ParityGet(ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "trace_get";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "One call of a transaction, found by the indexes that lead to it, or `null`",
            Kind.OBJECT)
        .needs("hash", Kind.HASH)
        .needs("path", Kind.LIST);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Hash hash = arguments.required(Values::hash);
    List<Long> path = arguments.required(Values.listOf(Values::count, MAX_DEPTH));
    arguments.end();
    TransactionPosition position = traces.position(hash);
    HashedBlock block = traces.blockOf(position);
    if (position == null || block == null) {
      return Answer.nothing();
    }
    List<Integer> wanted = path.stream().map(index -> (int) Math.min(index, MAX_INDEX)).toList();
    for (ParityJson.Entry entry :
        ParityJson.entries(traces.calls(block, position.index(), traces.text()))) {
      if (entry.path().equals(wanted)) {
        return out -> ParityJson.entry(out, entry, Replays.place(block, position.index()));
      }
    }
    return Answer.nothing();
  }

  private static final int MAX_DEPTH = 1_024;
  private static final long MAX_INDEX = Integer.MAX_VALUE;
}
