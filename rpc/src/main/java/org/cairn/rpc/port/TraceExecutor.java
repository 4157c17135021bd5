package org.cairn.rpc.port;

import java.util.List;
import java.util.function.Consumer;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Wei;
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

  /// Coins that a block with proof of work makes for its miner, or for an ommer's.
  record Reward(Address author, boolean ommer, Wei value) {}

  /// The coins that the block makes; none with proof of stake.
  List<Reward> rewards(Block block);

  /// A message to try out, the block that it believes to be in, and what to record of it.
  record Attempt(CallRequest request, CallBlock block, TraceKind kind) {}

  /// Runs the messages on top of `state`, each on what those before it have left, and hands over
  /// their traces one by one. The rules are those of the first one's block.
  void attempt(
      List<Attempt> attempts, StateReader state, TraceBudget budget, Consumer<Trace> traces);
}
