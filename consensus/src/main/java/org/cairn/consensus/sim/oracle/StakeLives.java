package org.cairn.consensus.sim.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.cairn.consensus.staking.Lifecycle;
import org.cairn.consensus.staking.SignedMessage;
import org.cairn.consensus.staking.StakedValidator;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.types.Bytes;

/// I27: nobody comes or goes without a cause in the chain, and no faster than churn allows. I24:
/// nobody takes its stake out of the reach of evidence.
final class StakeLives {
  /// A part of a stake that its owner asked for, and the epoch from which on it may be paid.
  private record Part(long dueEpoch, long gwei) {}

  private final StakingParameters parameters;
  private final StakeInvariants.Facts facts;
  private final SortedMap<Long, List<StakeInvariants.Member>> sets;
  private final Map<Bytes, Long> lastVoted = new HashMap<>();
  private final Map<Bytes, Long> absent = new HashMap<>();
  private final Map<Bytes, List<Part>> parts = new HashMap<>();
  private EpochTally tally = new EpochTally(-1, 0);
  private long exitedGwei;
  private long exitLimitsGwei;

  StakeLives(
      StakingParameters parameters,
      StakeInvariants.Facts facts,
      SortedMap<Long, List<StakeInvariants.Member>> sets) {
    this.parameters = parameters;
    this.facts = facts;
    this.sets = sets;
  }

  private List<StakeInvariants.Member> members(StakeBlock step) {
    return sets.getOrDefault(step.epoch(), List.of());
  }

  void check(StakeBlock step) {
    if (tally.epoch != step.epoch()) {
      tally = new EpochTally(step.epoch(), members(step).size());
      for (StakeInvariants.Member member : members(step)) {
        lastVoted.put(member.key(), step.epoch());
      }
    }
    tally.add(step.block(), facts);
    step.load().withdrawals().forEach(payout -> payout(step, payout));
    remember(step);
    for (int i = 0; i < step.count(); i++) {
      if (step.isNew(i)) {
        founded(step, i);
      } else {
        leaves(step, i);
        exits(step, i);
        enters(step, i);
      }
    }
    if (step.endsEpoch()) {
      churn(step);
      absences(step);
    } else {
      returns(step);
    }
  }

  private static void founded(StakeBlock step, int i) {
    boolean pending = step.is(i).life().exitEpoch() == Lifecycle.NEVER;
    Invariants.check("I27", step.endsEpoch() && pending, () -> "a validator out of nothing: " + i);
  }

  // ---- Payouts.

  /// Whole stakes when evidence cannot reach them any more, parts when their time has come, and
  /// what exceeds the most that counts.
  private void payout(StakeBlock step, Withdrawal payout) {
    StakedValidator validator = step.was((int) payout.validatorIndex());
    Lifecycle life = validator.life();
    if (life.withdrawableEpoch() <= step.epoch()) {
      long last = lastVoted.getOrDefault(validator.publicKey(), -1L);
      boolean beyond = last < 0 || last + parameters.exits().evidenceWindowEpochs() < step.epoch();
      Invariants.check(
          "I24",
          beyond && life.leaving(),
          () ->
              "validator %d voted in epoch %d and is paid out in %d"
                  .formatted(payout.validatorIndex(), last, step.epoch()));
      return;
    }
    long most =
        validator.credentials().compounding()
            ? parameters.maxStakeGwei()
            : parameters.minStakeGwei();
    long left = validator.balanceGwei() - payout.amountGwei();
    Invariants.check(
        "I24",
        !life.leaving()
            && left >= parameters.minStakeGwei()
            && (left >= most || isAsked(step, validator, payout.amountGwei())),
        () -> "paid too early: " + payout + " of " + validator);
  }

  private boolean isAsked(StakeBlock step, StakedValidator validator, long gwei) {
    for (Part part : parts.getOrDefault(validator.publicKey(), List.of())) {
      if (part.dueEpoch() <= step.epoch() && gwei <= part.gwei()) {
        return true;
      }
    }
    return false;
  }

  private void remember(StakeBlock step) {
    long due = step.epoch() + 2 + parameters.exits().evidenceWindowEpochs();
    for (StakeBlock.Asked asked : step.asked()) {
      if (asked instanceof StakeBlock.Asked.Withdraw(var source, Bytes key, long gwei)) {
        int index = step.before().registry().indexOf(key);
        if (index >= 0 && step.was(index).credentials().address().equals(source)) {
          parts.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Part(due, gwei));
        }
      }
    }
  }

  // ---- Leaving.

  private void leaves(StakeBlock step, int i) {
    StakedValidator was = step.was(i);
    StakedValidator is = step.is(i);
    if (is.life().leaving() == was.life().leaving()) {
      return;
    }
    boolean low =
        step.endsEpoch()
            && was.life().activationEpoch() != Lifecycle.NEVER
            && was.effectiveGwei() < parameters.minStakeGwei() / 2;
    boolean cause = is.slashed() || low || isAskedByOwner(step, was) || hasSigned(step, i, was);
    Invariants.check(
        "I27", is.life().leaving() && cause, () -> "validator " + i + " leaves without a cause");
  }

  private static boolean isAskedByOwner(StakeBlock step, StakedValidator validator) {
    for (StakeBlock.Asked asked : step.asked()) {
      boolean own =
          switch (asked) {
            case StakeBlock.Asked.Deposit _ -> false;
            case StakeBlock.Asked.Withdraw(var source, Bytes key, long gwei) ->
                gwei == 0
                    && key.equals(validator.publicKey())
                    && source.equals(validator.credentials().address());
            case StakeBlock.Asked.Consolidate(var source, Bytes from, Bytes to) ->
                !from.equals(to)
                    && from.equals(validator.publicKey())
                    && source.equals(validator.credentials().address());
          };
      if (own) {
        return true;
      }
    }
    return false;
  }

  private boolean hasSigned(StakeBlock step, int i, StakedValidator validator) {
    for (SignedMessage message : step.load().content().messages()) {
      if (message.message().kind() == ExitMessage.Kind.EXIT
          && message.message().validatorIndex() == i
          && facts.isSigned(validator.publicKey(), message)) {
        return true;
      }
    }
    return false;
  }

  /// Whoever leaves is out of the set of the epoch after the next, and can be paid out when the
  /// evidence of its last epoch is too old; once fixed, only a slashing puts that off.
  private void exits(StakeBlock step, int i) {
    Lifecycle was = step.was(i).life();
    Lifecycle is = step.is(i).life();
    boolean slashedNow = is.slashedEpoch() != was.slashedEpoch();
    if (is.exitEpoch() != was.exitEpoch()) {
      Invariants.check(
          "I27",
          is.exitEpoch() == step.epoch() + 2 && is.leaving() && (step.endsEpoch() || slashedNow),
          () -> "validator " + i + " exits in epoch " + is.exitEpoch());
    }
    Invariants.check(
        "I25",
        !slashedNow || (is.exitEpoch() <= step.epoch() + 2 && is.slashedEpoch() == step.epoch()),
        () -> "validator " + i + " is slashed and stays until epoch " + is.exitEpoch());
    if (is.withdrawableEpoch() != was.withdrawableEpoch()) {
      long after = slashedNow ? step.epoch() + 2 : is.exitEpoch();
      boolean later =
          was.withdrawableEpoch() == Lifecycle.NEVER
              || is.withdrawableEpoch() > was.withdrawableEpoch();
      Invariants.check(
          "I24",
          later && is.withdrawableEpoch() >= after + parameters.exits().evidenceWindowEpochs(),
          () -> "validator " + i + " is withdrawable in epoch " + is.withdrawableEpoch());
    }
  }

  /// What leaves of its own accord is within what all epochs allowed together; one that is larger
  /// than an epoch's allowance has waited for more of it.
  private void churn(StakeBlock step) {
    long total = 0;
    for (StakeInvariants.Member member : members(step)) {
      total += member.weight() * parameters.incrementGwei();
    }
    long limit = Math.max(parameters.churn().minGwei(), total / parameters.churn().quotient());
    long leaving = 0;
    long largest = 0;
    for (int i = 0; i < step.before().registry().size(); i++) {
      boolean goes = step.is(i).life().exitEpoch() != step.was(i).life().exitEpoch();
      if (goes && !step.is(i).slashed()) {
        leaving += step.was(i).effectiveGwei();
        largest = Math.max(largest, step.was(i).effectiveGwei());
      }
    }
    exitedGwei += leaving;
    exitLimitsGwei += limit;
    Invariants.check(
        "I27",
        leaving <= largest + limit && exitedGwei <= exitLimitsGwei,
        () -> exitedGwei + " Gwei have left by epoch " + step.epoch() + ", allowed: " + limit);
  }

  // ---- Coming, being left out, coming back.

  private void enters(StakeBlock step, int i) {
    Lifecycle was = step.was(i).life();
    Lifecycle is = step.is(i).life();
    if (is.activationEpoch() != was.activationEpoch()) {
      Invariants.check(
          "I27",
          step.endsEpoch()
              && is.activationEpoch() == step.epoch() + 2
              && step.is(i).effectiveGwei() >= parameters.minStakeGwei(),
          () -> "validator " + i + " is activated for epoch " + is.activationEpoch());
    }
  }

  /// Left out is only who led into nothing often enough and showed no sign of life meanwhile; one
  /// an epoch, or a part of the stake.
  private void absences(StakeBlock step) {
    List<StakeInvariants.Member> members = members(step);
    long total = 0;
    long left = 0;
    int count = 0;
    for (StakeInvariants.Member member : members) {
      total += member.weight();
    }
    for (int place = 0; place < members.size(); place++) {
      Bytes key = members.get(place).key();
      long slots = absent.getOrDefault(key, 0L) + tally.missed[place];
      absent.put(key, tally.isAlive(place) ? 0 : slots);
      int index = step.after().registry().indexOf(key);
      if (step.is(index).life().leftOut() && !step.was(index).life().leftOut()) {
        count++;
        left += members.get(place).weight();
        Invariants.check(
            "I27",
            !tally.isAlive(place) && slots >= parameters.penalties().absentSlots(),
            () -> "validator " + index + " is left out after " + slots + " slots");
      }
    }
    Invariants.check(
        "I27",
        count <= 1 || parameters.penalties().absentQuotient() * left <= total,
        () -> "many left out in epoch " + step.epoch());
    returns(step);
  }

  private void returns(StakeBlock step) {
    for (int i = 0; i < step.before().registry().size(); i++) {
      returns(step, i);
    }
  }

  private void returns(StakeBlock step, int i) {
    boolean was = step.was(i).life().leftOut();
    boolean is = step.is(i).life().leftOut();
    if (was && !is) {
      absent.put(step.is(i).publicKey(), 0L);
      Invariants.check("I27", isCalledBack(step, i), () -> "validator " + i + " is back unasked");
    }
    Invariants.check("I27", was || !is || step.endsEpoch(), () -> i + " is left out too early");
  }

  private boolean isCalledBack(StakeBlock step, int i) {
    for (SignedMessage message : step.load().content().messages()) {
      ExitMessage content = message.message();
      if (content.kind() == ExitMessage.Kind.RETURN
          && content.validatorIndex() == i
          && content.epoch() == step.epoch()
          && facts.isSigned(step.is(i).publicKey(), message)) {
        return true;
      }
    }
    return false;
  }
}
