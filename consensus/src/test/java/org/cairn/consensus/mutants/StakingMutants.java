package org.cairn.consensus.mutants;

import static org.cairn.consensus.mutants.Edit.body;
import static org.cairn.consensus.mutants.Edit.call;

import java.util.List;

/// The mutants of stake's rules, which seeds of `cairn simulate --staking` have to see.
final class StakingMutants {
  static final String TRIAL = "staking";
  private static final String EPOCH_END = "staking.EpochEnd";
  private static final String RULES = "staking.StakingMutantRules";
  private static final long SEEDS = 1_000;
  private static final long NO_LIMIT = 1L << 60;

  private StakingMutants() {}

  static List<Mutant> all() {
    return List.of(
        mutant("exits withdrawable at once", call(EPOCH_END, "exit", "delayEpochs", 0L)),
        mutant(
            "stake paid out before its time",
            call("staking.Payouts$Collector", "sweepable", "withdrawableEpoch", 0L)),
        mutant("set of another epoch", call(EPOCH_END, "next", "votersIn", rule("votersBefore"))),
        mutant("churn of exits not limited", call(EPOCH_END, "exit", "limitGwei", NO_LIMIT)),
        mutant("churn of deposits not limited", call(EPOCH_END, "credit", "limitGwei", NO_LIMIT)),
        mutant(
            "a restart slashes again", body("staking.BlockStaking", "reapply", rule("slashAgain"))),
        mutant("evidence counts twice", body("staking.OffenceRules", "refusal", null)),
        mutant("evidence not verified", call("staking.BlockStaking", "apply", "test", true)),
        mutant("evidence slashes nobody", body("staking.OffenceRules", "slash", null)),
        mutant("the slashed earn", call(EPOCH_END, "settle", "slashed", false)),
        mutant(
            "rewards by order of arrival",
            body("staking.Participation", "votes", rule("votesByArrival"))),
        mutant("missed slots cost nothing", body("staking.Participation", "missed", 0L)),
        mutant("left out though it votes", body("staking.Participation", "alive", false)),
        mutant("deposits need no proof", body(EPOCH_END, "isAcceptable", true)),
        mutant("strangers take stake out", call("staking.RequestRules", "owned", "equals", true)),
        mutant(
            "messages need no signature",
            call("staking.StakingTransition", "applyMessage", "isSigned", true)),
        mutant(
            "stake consolidated twice",
            call(EPOCH_END, "consolidate", "removeIf", rule("removeIfTwice"))));
  }

  private static Mutant mutant(String name, Edit edit) {
    return Mutant.seeds(name, Mutant.Kind.SAFETY, TRIAL, SEEDS, edit);
  }

  private static Edit.Rule rule(String name) {
    return new Edit.Rule(RULES, name);
  }
}
