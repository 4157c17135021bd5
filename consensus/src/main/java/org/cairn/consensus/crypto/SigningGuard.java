package org.cairn.consensus.crypto;

import java.util.Map;
import java.util.TreeMap;
import org.cairn.consensus.message.Ballot;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Refuses to sign what would convict the signer (S1 to S4), by its own memory and independently of
/// the engine: a defect there must not cost the stake. It knows the votes of the last views and a
/// floor, at or below which it signs nothing at all.
///
/// One instance a key; belongs to the thread that signs.
public final class SigningGuard {
  /// Views remembered below the newest one signed in. Votes to finalize come late, but not later.
  static final int REMEMBERED_VIEWS = 4096;

  /// What has been signed in a view.
  private static final class Signed {
    @Nullable Hash notarized;
    boolean nullified;
    @Nullable Hash finalized;
  }

  private final TreeMap<Long, Signed> views = new TreeMap<>();
  private long floor;

  /// A guard that signs nothing at or below the floor: -1 when nothing was ever signed.
  public SigningGuard(long floor) {
    this.floor = floor;
  }

  public long floor() {
    return floor;
  }

  /// Remembers a vote of the journal.
  public void restore(Ballot ballot) {
    if (ballot.view() > floor) {
      remember(views.computeIfAbsent(ballot.view(), _ -> new Signed()), ballot);
    }
  }

  /// Whether the ballot may be signed; if so it counts as signed from now on. Signing the same
  /// ballot again is always allowed.
  public boolean permit(Ballot ballot) {
    if (ballot.view() <= floor) {
      return false;
    }
    Signed signed = views.computeIfAbsent(ballot.view(), _ -> new Signed());
    if (!isHarmless(signed, ballot)) {
      return false;
    }
    remember(signed, ballot);
    while (views.size() > REMEMBERED_VIEWS) {
      Map.Entry<Long, Signed> oldest = views.pollFirstEntry();
      floor = Math.max(floor, oldest.getKey());
    }
    return true;
  }

  private static boolean isHarmless(Signed signed, Ballot ballot) {
    Hash id = ballot.blockId();
    return switch (ballot.kind()) {
      case NOTARIZE -> agrees(signed.notarized, id) && agrees(signed.finalized, id);
      case NULLIFY -> signed.finalized == null;
      case FINALIZE ->
          !signed.nullified && agrees(signed.finalized, id) && agrees(signed.notarized, id);
    };
  }

  private static boolean agrees(@Nullable Hash earlier, Hash id) {
    return earlier == null || earlier.equals(id);
  }

  private static void remember(Signed signed, Ballot ballot) {
    switch (ballot.kind()) {
      case NOTARIZE -> signed.notarized = ballot.blockId();
      case NULLIFY -> signed.nullified = true;
      case FINALIZE -> signed.finalized = ballot.blockId();
    }
  }
}
