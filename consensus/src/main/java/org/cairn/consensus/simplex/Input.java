package org.cairn.consensus.simplex;

import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Message;
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
  record PayloadBuilt(long view, Bytes payload, Hash payloadRoot, long timestampMillis)
      implements Input {}

  /// The payload asked for cannot be built.
  record PayloadFailed(long view) implements Input {}

  /// The answer to [Effect.VerifyBlock].
  record BlockVerified(Hash blockId, Verdict verdict) implements Input {}

  /// All records of [Effect.Persist] up to this sequence number are durable.
  record Persisted(long seq) implements Input {}

  /// The node has committed blocks that it fetched and proved final by itself: `head` is the newest
  /// of them, the certificate finalizes it or a descendant and has been verified.
  record FinalizationLearned(ConsensusHeader head, Certificate finalization) implements Input {}
}
