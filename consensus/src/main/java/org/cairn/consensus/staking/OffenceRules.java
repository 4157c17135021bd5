package org.cairn.consensus.staking;

import org.cairn.consensus.message.Evidence;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What a double vote costs: something at once, the exit, and in the middle of the evidence window
/// a share of the stake that grows with the stake slashed around it. Who errs alone loses little; a
/// third of the stake that acts together loses everything.
final class OffenceRules {
  static final long MILLION = 1_000_000;

  private OffenceRules() {}

  /// Why a block must not contain the conviction, or nothing.
  static @Nullable String refusal(Draft draft, Conviction conviction) {
    Hash root = draft.before.setRoot(conviction.epoch());
    if (root == null) {
      return "evidence of epoch %d in epoch %d".formatted(conviction.epoch(), draft.epoch);
    }
    if (!root.equals(conviction.setRoot())) {
      return "evidence against a set of epoch %d that there was not".formatted(conviction.epoch());
    }
    int index = draft.indexOf(conviction.publicKey());
    if (index < 0) {
      return "evidence against a stranger: " + conviction.publicKey();
    }
    StakedValidator validator = draft.get(index);
    if (validator.slashed()) {
      return "validator " + index + " is slashed already";
    }
    if (validator.life().withdrawableEpoch() <= draft.epoch) {
      return "validator " + index + " has been paid out";
    }
    return null;
  }

  static void slash(Draft draft, Conviction conviction) {
    StakingParameters parameters = draft.parameters;
    int index = draft.indexOf(conviction.publicKey());
    StakedValidator validator = draft.get(index);
    long exit = EpochEnd.changesFrom(draft.epoch);
    long withdrawable = exit + parameters.exits().delayEpochs();
    draft.exits.remove((Object) index);
    draft.put(index, validator.with(validator.life().slashed(draft.epoch, exit, withdrawable)));
    draft.slashings.add(new Slashing(draft.epoch, validator.effectiveGwei(), draft.totalGwei()));
    long ppm =
        conviction.offence() == Evidence.Offence.DOUBLE_NOTARIZE
            ? parameters.penalties().lightOffencePpm()
            : parameters.penalties().graveOffencePpm();
    draft.slash(index, Share.of(validator.effectiveGwei(), ppm, MILLION));
  }

  /// At the end of an epoch: the second penalty of those who were slashed half a window ago. The
  /// whole is the stake before the offenders left, if that was more.
  static void correlate(Draft draft) {
    long window = draft.parameters.exits().evidenceWindowEpochs();
    long slashedAt = draft.epoch - window / 2;
    long slashedGwei = 0;
    long totalGwei = draft.totalGwei();
    for (Slashing slashing : draft.slashings) {
      totalGwei = Math.max(totalGwei, slashing.totalGwei());
      slashedGwei = Math.addExact(slashedGwei, slashing.effectiveGwei());
    }
    int multiplier = draft.parameters.penalties().correlationMultiplier();
    long counted =
        slashedGwei > totalGwei / Math.max(1, multiplier) ? totalGwei : slashedGwei * multiplier;
    long part = multiplier == 0 ? 0 : counted;
    for (int i = 0; i < draft.size(); i++) {
      StakedValidator validator = draft.get(i);
      if (validator.life().slashedEpoch() == slashedAt) {
        draft.slash(i, Share.of(validator.effectiveGwei(), part, totalGwei));
      }
    }
    // What was slashed before this cannot meet anybody's half window any more.
    draft.slashings.removeIf(slashing -> slashing.epoch() <= draft.epoch - window);
  }
}
