package org.cairn.consensus.simplex;

import java.time.Duration;
import java.util.List;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Everything the engine wants done, in order. Effects are values; whoever drains them does the
/// input and output and answers with an [Input].
public sealed interface Effect {
  /// Append these records. With `sync`, make them and all before them durable and answer
  /// [Input.Persisted]: the engine holds back what depends on them until then. Without, the append
  /// alone is enough, and no answer is needed.
  record Persist(long seq, List<JournalRecord> records, boolean sync) implements Effect {
    public Persist {
      records = List.copyOf(records);
    }
  }

  /// Send to every connected peer. What has to be durable first already is.
  record Broadcast(Message message) implements Effect {}

  record SendTo(Peer peer, Message message) implements Effect {}

  record SetTimer(TimerId timer, Duration after) implements Effect {}

  record CancelTimer(TimerId timer) implements Effect {}

  /// Build an execution block on the parent and answer [Input.PayloadBuilt] or
  /// [Input.PayloadFailed]. The answer may be held back by the build budget of the configuration,
  /// to wait for transactions. Its time must be at least `minTimestampMillis`. The leader's reveal
  /// goes into the block's randomness; the evidence may go into the block.
  record BuildPayload(
      Round round,
      RootBlock parent,
      long minTimestampMillis,
      Bytes randaoReveal,
      List<Evidence> evidence)
      implements Effect {
    public BuildPayload {
      evidence = List.copyOf(evidence);
    }
  }

  /// The payload that was built has become this block of this node. It is valid; whoever keeps
  /// track of blocks learns here of its header and justification.
  record Proposed(Hash blockId, ProposedBlock block) implements Effect {}

  /// Execute the block on its parent and answer [Input.BlockVerified]. The parent is valid and its
  /// state is known, or it is the root. No answer means "not yet".
  record VerifyBlock(Hash blockId, ProposedBlock block, RootBlock parent) implements Effect {}

  /// A new view began. For metrics and logs.
  record EnteredView(Round round, int leader, boolean nullified) implements Effect {}

  /// The newest notarized valid block: the pending one.
  record HeadNotarized(Hash blockId, ProposedBlock block) implements Effect {}

  /// These blocks, oldest first, are valid and final; commit them and then prune the journal up to
  /// the round of the last. The proof is the last one's; its path names all of them, after the
  /// re-proposals of the last, if any.
  record Finalized(List<ProposedBlock> blocks, FinalityProof proof) implements Effect {
    public Finalized {
      blocks = List.copyOf(blocks);
    }

    /// The proof of one of the blocks.
    public FinalityProof proofOf(int block) {
      return new FinalityProof(
          proof.finalization(), proof.path().subList(0, proof.path().size() - block));
    }
  }

  /// The epoch is over: its last block was given out as final. Answer [Input.EpochOpened] once it
  /// is committed. Until then the engine only answers those who are behind.
  record EpochFinalized(Boundary boundary) implements Effect {}

  /// This node is too far behind to fetch block by block: fetch final blocks from these peers (from
  /// anybody, when empty) up to about this round, and answer [Input.FinalizationLearned].
  record CatchUp(Round target, List<Peer> peers) implements Effect {
    public CatchUp {
      peers = List.copyOf(peers);
    }
  }

  /// A validator has signed what convicts it; both signatures are checked. Keep it. New evidence is
  /// passed on to all peers, and comes up here once.
  record ReportEvidence(Evidence evidence) implements Effect {}

  /// The peer broke the protocol; a grave fault ends the connection.
  record Penalize(Peer peer, Fault fault) implements Effect {}

  /// Nothing moves: who has said what in this view.
  record Stalled(StallReport report) implements Effect {}

  /// A quorum certified a block that this node holds to be invalid. The operator has to know.
  record Disputed(Hash blockId, Certificate certificate) implements Effect {}

  /// The signer refused a vote. The operator has to know.
  record SigningRefused(Ballot ballot) implements Effect {}
}
