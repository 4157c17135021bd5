package org.cairn.node.driver;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.simplex.Fault;
import org.cairn.consensus.simplex.Peer;

/// Where the engine's effects go. All are called on the consensus thread and return at once;
/// answers come back as inputs.
public record ConsensusPorts(
    NetworkPort network, PayloadPort payloads, ExecutionPort execution, SyncPort sync) {

  /// The way to the other nodes.
  public interface NetworkPort {
    void broadcast(Message message);

    void send(Peer peer, Message message);

    void penalize(Peer peer, Fault fault);
  }

  /// Who builds blocks.
  public interface PayloadPort {
    void build(Effect.BuildPayload request);
  }

  /// Who executes and commits blocks.
  public interface ExecutionPort {
    void proposed(Effect.Proposed own);

    void verify(Effect.VerifyBlock request);

    void commit(Effect.Finalized finalized);
  }

  /// Who fetches what this node lacks.
  public interface SyncPort {
    void catchUp(Effect.CatchUp request);
  }
}
