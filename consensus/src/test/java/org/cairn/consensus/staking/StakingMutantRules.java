package org.cairn.consensus.staking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.core.staking.StakingParameters;
import org.jspecify.annotations.Nullable;

/// Wrong rules of stake, which mutants put in the place of the right ones.
public final class StakingMutantRules {
  private static long arrivals;

  private StakingMutantRules() {}

  /// Who votes an epoch earlier.
  static @Nullable ValidatorSet votersBefore(
      Registry registry, long epoch, StakingParameters parameters) {
    return StakingState.votersIn(registry, epoch - 1, parameters);
  }

  /// What a node has seen first counts more.
  static long votesByArrival(Participation participation, int validator) {
    return arrivals++ % 2;
  }

  /// Asks a filter that moves stake once too often.
  static boolean removeIfTwice(
      HashedList.Editor<Queues.Consolidation> list, Predicate<Queues.Consolidation> filter) {
    List<Queues.Consolidation> gone = new ArrayList<>();
    for (Queues.Consolidation element : list) {
      if (filter.test(element)) {
        gone.add(element);
      }
    }
    return list.removeIf(element -> gone.contains(element) && filter.test(element));
  }

  /// A restart takes the penalty of each conviction once more.
  static Outcome slashAgain(
      BlockStaking rules,
      StakingState parent,
      ConsensusHeader header,
      Justification justification,
      StakingContent content,
      BlockFacts.Execution execution) {
    Outcome outcome = rules.apply(parent, header, justification, content, execution);
    if (!(outcome instanceof Outcome.Applied(StakingState after, EpochReport report))) {
      return outcome;
    }
    List<StakedValidator> validators = new ArrayList<>(after.registry().all());
    long taken = 0;
    for (int i = 0; i < parent.registry().size(); i++) {
      StakedValidator validator = validators.get(i);
      if (validator.slashed() && !parent.registry().get(i).slashed()) {
        long loss = validator.balanceGwei() / 20;
        taken += loss;
        StakedValidator _ =
            validators.set(i, validator.withBalance(validator.balanceGwei() - loss));
      }
    }
    StakingState less =
        new StakingState(
            after.height(),
            after.epochStartMillis(),
            new Registry(validators),
            after.current(),
            after.next(),
            after.participation(),
            after.queues(),
            after.slashings(),
            after.pastSets(),
            after.sweep(),
            after.ledger().plus(Ledger.slashed(taken)));
    return new Outcome.Applied(less, report);
  }
}
