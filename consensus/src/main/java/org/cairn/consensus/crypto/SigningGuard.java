package org.cairn.consensus.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Round;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Refuses to sign what would convict the signer (S1 to S4), by its own memory and independently of
/// the engine: a defect there must not cost the stake. It knows the votes of the last views and a
/// floor, at or below which it signs nothing at all.
///
/// A key without journal and without watermark may have signed in another life. It may take part
/// from the very beginning of a chain; later it begins with an epoch whose start its node has
/// witnessed, as nothing that it has forgotten can be of that epoch.
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

  /// The watermark moves this far ahead of the view that is signed.
  static final int LEASE_VIEWS = 256;

  private final TreeMap<Round, Signed> views = new TreeMap<>();
  private final Watermark watermark;
  private Round floor;
  private boolean withoutHistory;
  private long witnessedEpoch = -1;

  private SigningGuard(Watermark watermark, Round floor, boolean withoutHistory) {
    this.watermark = watermark;
    this.floor = floor;
    this.withoutHistory = withoutHistory;
  }

  /// The guard of a node that starts. When the journal is new although the key has signed before,
  /// the journal was lost, and nothing at or below the watermark is signed again. When only its end
  /// was lost, the watermark remembers the newest ballots.
  public static SigningGuard recover(
      Watermark watermark, boolean journalIsNew, List<Ballot> earlierVotes) {
    Round leased = watermark.leased();
    SigningGuard guard =
        new SigningGuard(
            watermark,
            journalIsNew && leased.isAfter(watermark.floor()) ? leased : watermark.floor(),
            journalIsNew && leased.equals(Round.START));
    List<Ballot> known = new ArrayList<>(earlierVotes);
    known.addAll(watermark.newest());
    for (Ballot ballot : known) {
      if (ballot.round().isAfter(guard.floor)) {
        remember(guard.views.computeIfAbsent(ballot.round(), _ -> new Signed()), ballot);
      }
    }
    return guard;
  }

  /// The node saw by itself how the epoch before this one ended, and did not catch up to it.
  public void witnessedStart(long epoch) {
    witnessedEpoch = epoch;
  }

  public Round floor() {
    return floor;
  }

  /// Whether the ballot may be signed; if so it counts as signed from now on. Signing the same
  /// ballot again is always allowed.
  public boolean permit(Ballot ballot) {
    Round round = ballot.round();
    if (withoutHistory) {
      boolean chainBegins = !round.isAfter(new Round(0, LEASE_VIEWS));
      if (!chainBegins && round.epoch() != witnessedEpoch) {
        return false;
      }
      withoutHistory = false;
    }
    if (!round.isAfter(floor)) {
      return false;
    }
    Signed signed = views.computeIfAbsent(round, _ -> new Signed());
    if (!isHarmless(signed, ballot)) {
      return false;
    }
    if (round.isAfter(watermark.leased())) {
      watermark.lease(new Round(round.epoch(), Math.addExact(round.view(), LEASE_VIEWS)));
    }
    watermark.keep(ballot);
    remember(signed, ballot);
    while (views.size() > REMEMBERED_VIEWS) {
      Round oldest = views.firstKey();
      views.remove(oldest);
      floor = oldest.isAfter(floor) ? oldest : floor;
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
