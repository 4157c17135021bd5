package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.crypto.EvidenceVerifier;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Evidence;
import org.cairn.core.types.Bytes;

/// Verified evidence that blocks may still contain, for block assembly and for peers. Of one
/// validator there are two pieces at most, a light offence and a grave one, the newest of each: a
/// validator can be punished once only, and must not hide others behind a heap of its own offences.
final class EvidencePool {
  static final int MAX_PIECES = 1024;

  private record Key(Bytes publicKey, boolean light) {}

  private final EvidenceVerifier verifier;
  private final Map<Key, Evidence> pieces = new LinkedHashMap<>();

  EvidencePool(BlsProvider bls) {
    this.verifier = new EvidenceVerifier(bls);
  }

  /// Whether the pool has no use for it: it holds as good a piece, or is full.
  ///
  /// @param context of the evidence's epoch
  boolean isSuperfluous(EpochContext context, Evidence evidence) {
    if (evidence.validator() >= context.validators().size()) {
      return false; // a lie, as verifying it will show
    }
    Evidence known = pieces.get(key(context, evidence));
    return known == null
        ? pieces.size() >= MAX_PIECES
        : known.round().epoch() >= evidence.round().epoch();
  }

  /// Whether both votes are signed by a validator of the evidence's epoch.
  boolean isValid(EpochContext context, Evidence evidence) {
    return verifier.isValid(context, evidence);
  }

  /// Keeps evidence that has been verified. True when it is new.
  boolean add(EpochContext context, Evidence evidence) {
    if (isSuperfluous(context, evidence)) {
      return false;
    }
    var _ = pieces.put(key(context, evidence), evidence);
    return true;
  }

  /// Up to that many pieces against validators that are still to be punished, the oldest first.
  List<Evidence> oldest(int count, Predicate<Bytes> settled) {
    List<Evidence> found = new ArrayList<>();
    for (Map.Entry<Key, Evidence> piece : pieces.entrySet()) {
      if (found.size() == count) {
        break;
      }
      if (!settled.test(piece.getKey().publicKey())) {
        found.add(piece.getValue());
      }
    }
    return found;
  }

  /// All pieces, the oldest first.
  List<Evidence> all() {
    return List.copyOf(pieces.values());
  }

  /// Forgets what no block may contain any more.
  void forget(long beforeEpoch, Predicate<Bytes> settled) {
    pieces
        .entrySet()
        .removeIf(piece ->
            piece.getValue().round().epoch() < beforeEpoch
                || settled.test(piece.getKey().publicKey()));
  }

  private static Key key(EpochContext context, Evidence evidence) {
    return new Key(
        context.validators().publicKey(evidence.validator()),
        evidence.offence() == Evidence.Offence.DOUBLE_NOTARIZE);
  }
}
