package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Message;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Asks peers for blocks that certificates name. The first question waits for a moment, as the
/// leader's own proposal is usually on its way; then one peer after another is asked: who told of
/// the block, who signed for it, everybody else.
final class BlockFetcher {
  /// What is known about a missing block.
  private static final class Want {
    final @Nullable Certificate namedBy;
    final @Nullable Peer hint;
    int asked;

    Want(@Nullable Certificate namedBy, @Nullable Peer hint) {
      this.namedBy = namedBy;
      this.hint = hint;
    }
  }

  /// Bounds what certificates can make this node ask for.
  static final int MAX_WANTS = 1024;

  private final EngineState state;
  private final Outbox outbox;
  private final Pacemaker pacemaker;
  private final Map<Bytes, Peer> peers = new LinkedHashMap<>();
  private final Map<Hash, Want> wants = new LinkedHashMap<>();

  BlockFetcher(EngineState state, Pacemaker pacemaker) {
    this.state = state;
    this.outbox = state.outbox();
    this.pacemaker = pacemaker;
  }

  void connected(Peer peer) {
    peers.put(peer.nodeId(), peer);
  }

  void disconnected(Peer peer) {
    peers.remove(peer.nodeId());
  }

  /// The connected node that has proven to be this validator.
  @Nullable Peer peerOf(int validator) {
    for (Peer peer : peers.values()) {
      if (state.validatorOf(peer) == validator) {
        return peer;
      }
    }
    return null;
  }

  void want(Hash blockId, @Nullable Certificate namedBy, @Nullable Peer hint) {
    if (wants.size() >= MAX_WANTS) {
      return; // asked for again at the next finalization or rebroadcast
    }
    if (wants.isEmpty()) {
      arm();
    }
    wants.putIfAbsent(blockId, new Want(namedBy, hint));
  }

  boolean isWanted(Hash blockId) {
    return wants.containsKey(blockId);
  }

  Set<Hash> wanted() {
    return Collections.unmodifiableSet(wants.keySet());
  }

  int missing() {
    return wants.size();
  }

  void found(Hash blockId) {
    wants.remove(blockId);
  }

  /// Nothing below the root is needed any more.
  void forget(long rootView) {
    wants.values().removeIf(want -> want.namedBy != null && want.namedBy.view() <= rootView);
  }

  /// Asks one more peer for each missing block, and again later. True when every peer has been
  /// asked for one of them in vain: peers forget blocks that have long been final.
  boolean ask() {
    boolean exhausted = false;
    for (Map.Entry<Hash, Want> entry : wants.entrySet()) {
      Want want = entry.getValue();
      List<Peer> candidates = candidates(want);
      if (!candidates.isEmpty()) {
        exhausted |= want.asked >= candidates.size();
        Peer peer = candidates.get(want.asked++ % candidates.size());
        outbox.emit(new Effect.SendTo(peer, new Message.BlockRequest(entry.getKey())));
      }
    }
    if (!wants.isEmpty()) {
      arm();
    }
    return exhausted;
  }

  private void arm() {
    outbox.emit(
        new Effect.SetTimer(new TimerId(TimerId.Kind.FETCH, state.round(0)), pacemaker.fetch()));
  }

  private boolean isOwnEpoch(Certificate certificate) {
    return certificate.ballot().round().epoch() == state.context().epoch();
  }

  private List<Peer> candidates(Want want) {
    List<Peer> ordered = new ArrayList<>();
    if (want.hint != null && peers.containsKey(want.hint.nodeId())) {
      ordered.add(want.hint);
    }
    Certificate namedBy = want.namedBy;
    for (Peer peer : peers.values()) {
      int validator = state.validatorOf(peer);
      boolean signed =
          namedBy != null
              && validator >= 0
              && isOwnEpoch(namedBy)
              && namedBy.signers().contains(validator);
      if (signed && !ordered.contains(peer)) {
        ordered.add(peer);
      }
    }
    for (Peer peer : peers.values()) {
      if (!ordered.contains(peer)) {
        ordered.add(peer);
      }
    }
    return ordered;
  }
}
