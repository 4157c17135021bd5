package org.cairn.consensus.simplex;

import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Everything that can happen to the engine.
public sealed interface Input {
  /// The first input, once.
  record Start(RecoveredState recovered) implements Input {}

  /// A decoded message. The time is the wall clock's, used only to refuse blocks from the future.
  record MessageReceived(Peer peer, Message message, long nowMillis) implements Input {}

  /// A peer can be sent to: it is told where this node stands.
  record PeerConnected(Peer peer) implements Input {}

  /// A peer is gone.
  record PeerDisconnected(Peer peer) implements Input {}

  /// A timer that was set has expired.
  record TimerFired(TimerId timer) implements Input {}

  /// The payload asked for by [Effect.BuildPayload]. The execution's state after it is known.
  record PayloadBuilt(
      Round round, Bytes payload, Hash payloadRoot, StakingRoots staking, long timestampMillis)
      implements Input {}

  /// The payload asked for cannot be built.
  record PayloadFailed(Round round) implements Input {}

  /// The answer to [Effect.VerifyBlock].
  record BlockVerified(Hash blockId, Verdict verdict) implements Input {}

  /// All records of [Effect.Persist] up to this sequence number are durable.
  record Persisted(long seq) implements Input {}

  /// The last block of an epoch is committed, and with it all is known that the next one needs: the
  /// answer to [Effect.EpochFinalized], which also follows when the node caught up by itself.
  record EpochOpened(EpochContext context, Boundary boundary) implements Input {}

  /// The node has committed blocks that it fetched and proved final by itself: `head` is the newest
  /// of them, the certificate finalizes it or a descendant and has been verified.
  record FinalizationLearned(ConsensusHeader head, Certificate finalization) implements Input {}
}
