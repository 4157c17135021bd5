package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.crypto.EvidenceVerifier;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Evidence;

/// Verified evidence of the last epochs, for block assembly and for peers: one piece a validator,
/// epoch and offence, as more of the same convicts nobody else.
final class EvidencePool {
  static final int MAX_PIECES = 1024;

  private record Key(long epoch, int validator, Evidence.Offence offence) {}

  private final EvidenceVerifier verifier;
  private final Map<Key, Evidence> pieces = new LinkedHashMap<>();

  EvidencePool(BlsProvider bls) {
    this.verifier = new EvidenceVerifier(bls);
  }

  /// Whether the pool has no use for it: it holds the same accusation, or is full.
  boolean isSuperfluous(Evidence evidence) {
    return pieces.containsKey(key(evidence)) || pieces.size() >= MAX_PIECES;
  }

  /// Whether both votes are signed by a validator of the evidence's epoch.
  boolean isValid(EpochContext context, Evidence evidence) {
    return verifier.isValid(context, evidence);
  }

  /// Keeps evidence that has been verified. True when it is new.
  boolean add(Evidence evidence) {
    return !isSuperfluous(evidence) && pieces.putIfAbsent(key(evidence), evidence) == null;
  }

  /// Up to that many pieces, the oldest first.
  List<Evidence> oldest(int count) {
    List<Evidence> found = new ArrayList<>();
    for (Evidence evidence : pieces.values()) {
      if (found.size() == count) {
        break;
      }
      found.add(evidence);
    }
    return found;
  }

  void forgetBefore(long epoch) {
    pieces.keySet().removeIf(key -> key.epoch() < epoch);
  }

  private static Key key(Evidence evidence) {
    return new Key(evidence.round().epoch(), evidence.validator(), evidence.offence());
  }
}
