package org.cairn.rpc.port;

import java.util.List;
import java.util.function.Consumer;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceBudget;
import org.cairn.rpc.trace.TraceKind;

/// Executes once more what was executed before, or tries a call out, and records it.
public interface TraceExecutor {
  /// A final block with the senders of its transactions and the state before it.
  record Subject(HashedBlock block, List<Address> senders, BlockHeader parent, StateReader before) {
    public Subject {
      senders = List.copyOf(senders);
    }
  }

  /// Replays the block up to its transaction `last` and hands over the traces of all from `first`
  /// on, one by one.
  void replay(
      Subject subject,
      int first,
      int last,
      TraceKind kind,
      TraceBudget budget,
      Consumer<Trace> traces);

  /// Runs the message on top of `state` with `header` as the block that it runs in.
  Trace call(
      CallRequest request,
      StateReader state,
      BlockHeader header,
      TraceKind kind,
      TraceBudget budget);
}
