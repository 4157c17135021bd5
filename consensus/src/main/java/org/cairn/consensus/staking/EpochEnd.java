package org.cairn.consensus.staking;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.SignerSet;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;

/// What happens after the last block of an epoch e: rewards and penalties of e are settled, the
/// queues move, and the set of e+2 is fixed. The set of e+1 was fixed an epoch before and does not
/// change any more, whatever happened since.
final class EpochEnd {
  private final Draft draft;
  private final StakingParameters parameters;
  private final Participation participation;
  private final BlockFacts facts;
  private final StakingSignatures signatures;
  private final ValidatorSet voters;
  private final long totalGwei;
  private final List<Integer> activated = new ArrayList<>();
  private final List<Integer> exited = new ArrayList<>();

  EpochEnd(
      Draft draft, Participation participation, BlockFacts facts, StakingSignatures signatures) {
    this.draft = draft;
    this.parameters = draft.parameters;
    this.participation = participation;
    this.facts = facts;
    this.signatures = signatures;
    this.voters = draft.before.current().validators();
    this.totalGwei = draft.totalGwei();
  }

  /// The first epoch whose set can differ for something that happens in this epoch.
  static long changesFrom(long epoch) {
    return epoch + 2;
  }

  Outcome apply() {
    long elapsed = facts.timestampMillis() - draft.before.epochStartMillis();
    long pot = RewardCurve.potGwei(parameters, totalGwei, elapsed);
    pot = Math.min(pot, Math.max(0, parameters.maxTotalGwei() - draft.heldGwei()));
    List<EpochReport.Earnings> earnings = settle(pot);
    leaveOut();
    OffenceRules.correlate(draft);
    credit();
    exit();
    consolidate();
    adjustEffective();
    activate();
    EpochReport report =
        new EpochReport(
            draft.epoch, pot, participation.certificates(), earnings, activated, exited);
    return new Outcome.Applied(next(), report);
  }

  private List<EpochReport.Earnings> settle(long pot) {
    StakingParameters.Rewards rewards = parameters.rewards();
    long forProposals = Share.of(pot, rewards.proposerSharePercent(), 100);
    long forVotes = pot - forProposals;
    // Rounded up: with one certificate one vote is asked for.
    long enough = (participation.certificates() * rewards.fullParticipationPercent() + 99) / 100;
    List<EpochReport.Earnings> earnings = new ArrayList<>();
    for (int i = 0; i < voters.size(); i++) {
      int index = draft.indexOf(voters.publicKey(i));
      long missedPpb =
          Math.min(
              1_000_000_000L, participation.missed(i) * parameters.penalties().missedSlotPpb());
      long weightGwei = voters.weight(i) * parameters.incrementGwei();
      long voteReward = 0;
      long proposalReward = 0;
      long penalty = 0;
      if (!draft.get(index).slashed()) {
        long share = Share.of(forVotes, voters.weight(i), voters.total());
        long votes = Math.min(participation.votes(i), enough);
        voteReward = enough == 0 ? 0 : Share.of(share, votes, enough);
        proposalReward =
            Share.of(forProposals, participation.proposed(i), parameters.epochLengthBlocks());
        draft.issue(index, voteReward + proposalReward);
        penalty = draft.penalize(index, Share.of(weightGwei, missedPpb, 1_000_000_000L));
      }
      earnings.add(
          new EpochReport.Earnings(
              index,
              participation.votes(i),
              participation.proposed(i),
              participation.missed(i),
              voteReward,
              proposalReward,
              penalty));
    }
    return earnings;
  }

  /// A validator that has led only into nothing, and of which no signature has been seen, is left
  /// out until it says that it is back.
  private void leaveOut() {
    long weightLeft = voters.total() / parameters.penalties().absentQuotient();
    int members = memberCount();
    boolean first = true;
    for (int i = 0; i < voters.size(); i++) {
      int index = draft.indexOf(voters.publicKey(i));
      StakedValidator validator = draft.get(index);
      long slots =
          participation.alive(i) ? 0 : validator.life().absentSlots() + participation.missed(i);
      boolean out =
          slots >= parameters.penalties().absentSlots()
              && isMember(validator)
              && (first || voters.weight(i) <= weightLeft)
              && members > parameters.exits().minValidators();
      if (out) {
        first = false;
        weightLeft -= voters.weight(i);
        members--;
      }
      boolean leftOut = out || validator.life().leftOut();
      if (slots != validator.life().absentSlots() || leftOut != validator.life().leftOut()) {
        draft.put(index, validator.with(validator.life().absent(slots, leftOut)));
      }
    }
  }

  private boolean isMember(StakedValidator validator) {
    return validator.life().votesIn(changesFrom(draft.epoch));
  }

  private int memberCount() {
    int count = 0;
    for (int i = 0; i < draft.size(); i++) {
      count += isMember(draft.get(i)) ? 1 : 0;
    }
    return count;
  }

  /// Credits pending deposits, oldest first, as far as churn and the number of signatures allow.
  private void credit() {
    long budget = Math.addExact(draft.depositBudgetGwei, parameters.churn().limitGwei(totalGwei));
    int taken = 0;
    while (taken < Math.min(draft.deposits.size(), parameters.churn().depositsPerEpoch())
        && draft.deposits.get(taken).amountGwei() <= budget) {
      Queues.Deposit deposit = draft.deposits.get(taken++);
      budget -= deposit.amountGwei();
      int index = draft.indexOf(deposit.publicKey());
      if (index >= 0) {
        // EIP-6110: nobody asks who tops up.
        draft.credit(index, deposit.amountGwei());
      } else if (isAcceptable(deposit)) {
        var credentials = new WithdrawalCredentials(deposit.withdrawalCredentials());
        var _ =
            draft.found(
                new StakedValidator(
                    deposit.publicKey(),
                    credentials,
                    deposit.amountGwei(),
                    parameters.effectiveGwei(deposit.amountGwei(), credentials),
                    Lifecycle.PENDING));
      } else {
        draft.forfeit(deposit.amountGwei());
      }
    }
    draft.deposits.subList(0, taken).clear();
    // Only a deposit larger than what an epoch allows lets the allowance grow.
    boolean saving = !draft.deposits.isEmpty() && draft.deposits.getFirst().amountGwei() > budget;
    draft.depositBudgetGwei = saving ? budget : 0;
  }

  private boolean isAcceptable(Queues.Deposit deposit) {
    return WithdrawalCredentials.accepts(deposit.withdrawalCredentials())
        && signatures.isSigned(deposit);
  }

  /// Lets validators go, oldest request first, as far as churn and the smallest set allow.
  private void exit() {
    for (int i = 0; i < draft.size(); i++) {
      StakedValidator validator = draft.get(i);
      if (isMember(validator) && validator.effectiveGwei() < parameters.ejectionGwei()) {
        draft.leave(i);
      }
    }
    long budget = Math.addExact(draft.exitBudgetGwei, parameters.churn().limitGwei(totalGwei));
    int members = memberCount();
    int taken = 0;
    while (taken < draft.exits.size()) {
      int index = draft.exits.get(taken);
      StakedValidator validator = draft.get(index);
      boolean member = isMember(validator);
      if (validator.effectiveGwei() > budget
          || (member && members <= parameters.exits().minValidators())) {
        break;
      }
      taken++;
      budget -= validator.effectiveGwei();
      members -= member ? 1 : 0;
      long exit = changesFrom(draft.epoch);
      draft.put(
          index,
          validator.with(validator.life().exiting(exit, exit + parameters.exits().delayEpochs())));
      exited.add(index);
    }
    draft.exits.subList(0, taken).clear();
    boolean saving =
        !draft.exits.isEmpty() && draft.get(draft.exits.getFirst()).effectiveGwei() > budget;
    draft.exitBudgetGwei = saving ? budget : 0;
  }

  /// Moves stakes whose validators have left long enough ago. What does not count moves not: it is
  /// paid out. A source that was slashed keeps what it has, for its penalties; and nobody's stake
  /// moves to one who is leaving.
  private void consolidate() {
    long starting = draft.epoch + 1;
    draft.consolidations.removeIf(consolidation -> {
      StakedValidator source = draft.get(consolidation.source());
      if (!source.slashed() && source.life().withdrawableEpoch() > starting) {
        return false;
      }
      if (!source.slashed() && !draft.get(consolidation.target()).life().leaving()) {
        draft.transfer(
            consolidation.source(),
            consolidation.target(),
            Math.min(source.balanceGwei(), source.effectiveGwei()));
      }
      return true;
    });
  }

  /// EIP-7251 with Ethereum's hysteresis: a balance has to fall by a quarter increment, or to rise
  /// by one and a quarter, before it counts. Of those who were slashed the stake stays what it was
  /// then, as their penalties go by it.
  private void adjustEffective() {
    long down = parameters.incrementGwei() / 4;
    long up = parameters.incrementGwei() + down;
    for (int i = 0; i < draft.size(); i++) {
      StakedValidator validator = draft.get(i);
      long counted = parameters.effectiveGwei(validator.balanceGwei(), validator.credentials());
      boolean moved =
          validator.balanceGwei() + down < validator.effectiveGwei()
              || validator.effectiveGwei() + up < validator.balanceGwei();
      if (moved && !validator.slashed() && counted != validator.effectiveGwei()) {
        draft.put(i, validator.withEffective(counted));
      }
    }
  }

  private void activate() {
    int members = memberCount();
    for (int i = 0; i < draft.size() && members < SignerSet.MAX_VALIDATORS; i++) {
      StakedValidator validator = draft.get(i);
      if (validator.life().activationEpoch() == Lifecycle.NEVER
          && !validator.life().leaving()
          && validator.effectiveGwei() >= parameters.minStakeGwei()) {
        draft.put(i, validator.with(validator.life().activated(changesFrom(draft.epoch))));
        activated.add(i);
        members++;
      }
    }
  }

  private StakingState next() {
    long planned = changesFrom(draft.epoch);
    EpochSet current = draft.before.next();
    ValidatorSet chosen = StakingState.votersIn(draft.registry(), planned, parameters);
    // When all are slashed nobody is left to choose: the chain goes on with the last set, and what
    // to do about it is for people to decide.
    EpochSet next =
        new EpochSet(planned, chosen == null ? current.validators() : chosen, facts.randaoMix());
    HashedList.Editor<StakingState.PastSet> past = draft.before.pastSets().edit();
    var _ =
        past.removeIf(
            set -> set.epoch() < current.epoch() - parameters.exits().evidenceWindowEpochs());
    past.add(new StakingState.PastSet(current.epoch(), current.validators().root()));
    return draft.finish(
        facts,
        facts.timestampMillis(),
        current,
        next,
        Participation.none(current.validators()),
        past.finish());
  }
}
