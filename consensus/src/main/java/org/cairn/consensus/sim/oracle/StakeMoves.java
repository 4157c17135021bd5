package org.cairn.consensus.sim.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.staking.Ledger;
import org.cairn.consensus.staking.Queues;
import org.cairn.consensus.staking.StakedValidator;
import org.cairn.consensus.staking.StakingState;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Bytes;

/// I22: every balance is what came to it and went from it, each by a cause in the chain: payouts,
/// evidence, missed views, credited deposits, consolidations, and what certificates earn. I21: all
/// of that together is the supply.
final class StakeMoves {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final BigInteger MILLIS_PER_YEAR = BigInteger.valueOf(31_556_952_000L);
  private static final long PAID_MILLIS_PER_BLOCK = 10_000;

  /// Stake that was slashed.
  private record Slashed(long epoch, long gwei, long totalGwei) {}

  private final StakingParameters parameters;
  private final StakeInvariants.Facts facts;
  private final SortedMap<Long, List<StakeInvariants.Member>> sets;
  private final long genesisGwei;
  private final List<Slashed> slashings = new ArrayList<>();
  private final Map<Bytes, Long> balances = new HashMap<>();
  private final Map<Bytes, Long> founding = new HashMap<>();
  private EpochTally tally;
  private long creditedGwei;
  private long creditLimitsGwei;
  private long deposited;
  private long issued;
  private long penalties;
  private long slashed;
  private long forfeited;
  private long paid;

  StakeMoves(
      StakingParameters parameters,
      StakeInvariants.Facts facts,
      StakingState genesis,
      SortedMap<Long, List<StakeInvariants.Member>> sets) {
    this.parameters = parameters;
    this.facts = facts;
    this.sets = sets;
    long sum = 0;
    for (StakedValidator validator : genesis.registry().all()) {
      balances.put(validator.publicKey(), validator.balanceGwei());
      sum += validator.balanceGwei();
    }
    this.genesisGwei = sum;
    this.tally = new EpochTally(-1, 0);
  }

  void check(StakeBlock step) {
    if (tally.epoch != step.epoch()) {
      tally = new EpochTally(step.epoch(), set(step.epoch()).size());
    }
    for (Withdrawal withdrawal : step.load().withdrawals()) {
      Bytes key = step.was((int) withdrawal.validatorIndex()).publicKey();
      boolean own =
          step.was((int) withdrawal.validatorIndex())
              .credentials()
              .address()
              .equals(withdrawal.address());
      Invariants.check("I22", own, () -> "paid to a stranger: " + withdrawal);
      move(key, -withdrawal.amountGwei());
      paid += withdrawal.amountGwei();
    }
    for (Evidence piece : step.load().content().evidence()) {
      slash(step, piece);
    }
    List<Queues.Deposit> queue = receive(step);
    tally.add(step.block(), facts);
    if (step.endsEpoch()) {
      settle(step);
      correlate(step);
      credit(step, queue);
      consolidate(step);
    }
    compare(step);
    weigh(step);
  }

  private List<StakeInvariants.Member> set(long epoch) {
    return sets.getOrDefault(epoch, List.of());
  }

  private long totalGwei(long epoch) {
    long sum = 0;
    for (StakeInvariants.Member member : set(epoch)) {
      sum += member.weight() * parameters.incrementGwei();
    }
    return sum;
  }

  private long balance(Bytes key) {
    return balances.getOrDefault(key, 0L);
  }

  private void move(Bytes key, long gwei) {
    balances.merge(key, gwei, Long::sum);
  }

  /// Takes as much as there is, and says how much that was.
  private long take(Bytes key, long gwei) {
    long taken = Math.min(gwei, balance(key));
    move(key, -taken);
    return taken;
  }

  private static long share(long amount, long part, long whole) {
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }

  private void slash(StakeBlock step, Evidence piece) {
    Bytes key = set(piece.round().epoch()).get(piece.validator()).key();
    long effective = step.was(step.before().registry().indexOf(key)).effectiveGwei();
    StakingParameters.Penalties rules = parameters.penalties();
    long ppm =
        piece.offence() == Evidence.Offence.DOUBLE_NOTARIZE
            ? rules.lightOffencePpm()
            : rules.graveOffencePpm();
    slashed += take(key, share(effective, ppm, 1_000_000));
    slashings.add(new Slashed(step.epoch(), effective, totalGwei(step.epoch())));
  }

  /// The queue of deposits with those of the block behind it.
  private List<Queues.Deposit> receive(StakeBlock step) {
    List<Queues.Deposit> queue = new ArrayList<>(step.before().queues().deposits());
    for (StakeBlock.Asked asked : step.asked()) {
      if (asked instanceof StakeBlock.Asked.Deposit deposit) {
        deposited += deposit.gwei();
        queue.add(
            new Queues.Deposit(
                deposit.key(), deposit.credentials(), deposit.gwei(), deposit.signature()));
      }
    }
    return queue;
  }

  /// What the epoch's certificates and blocks earn, and its nullified views cost.
  private void settle(StakeBlock step) {
    StakingParameters.Rewards rules = parameters.rewards();
    List<StakeInvariants.Member> members = set(step.epoch());
    long weights = members.stream().mapToLong(StakeInvariants.Member::weight).sum();
    long pot = pot(step);
    long forProposals = share(pot, rules.proposerSharePercent(), 100);
    long forVotes = pot - forProposals;
    long enough = (tally.certificates * rules.fullParticipationPercent() + 99) / 100;
    for (int place = 0; place < members.size(); place++) {
      StakeInvariants.Member member = members.get(place);
      if (step.is(step.after().registry().indexOf(member.key())).slashed()) {
        continue;
      }
      long whole = share(forVotes, member.weight(), weights);
      long votes = Math.min(tally.votes[place], enough);
      long earned = enough == 0 ? 0 : share(whole, votes, enough);
      earned += share(forProposals, tally.proposed[place], parameters.epochLengthBlocks());
      move(member.key(), earned);
      issued += earned;
      long ppb =
          Math.min(1_000_000_000L, tally.missed[place] * parameters.penalties().missedSlotPpb());
      long stake = member.weight() * parameters.incrementGwei();
      penalties += take(member.key(), share(stake, ppb, 1_000_000_000L));
    }
  }

  private long pot(StakeBlock step) {
    long total = totalGwei(step.epoch());
    long millis =
        Math.min(
            step.block().header().timestampMillis() - step.before().epochStartMillis(),
            parameters.epochLengthBlocks() * PAID_MILLIS_PER_BLOCK);
    StakingParameters.Rewards rules = parameters.rewards();
    return BigInteger.valueOf(total)
        .multiply(BigInteger.valueOf(rules.referenceStakeGwei()))
        .sqrt()
        .multiply(BigInteger.valueOf(rules.ratePpm()))
        .multiply(BigInteger.valueOf(millis))
        .divide(MILLION)
        .divide(MILLIS_PER_YEAR)
        .min(BigInteger.valueOf(total))
        .longValueExact();
  }

  /// In the middle of the window: the more were slashed within it, the more each of them loses.
  private void correlate(StakeBlock step) {
    long window = parameters.exits().evidenceWindowEpochs();
    slashings.removeIf(one -> one.epoch() <= step.epoch() - 1 - window);
    long sum = 0;
    long total = totalGwei(step.epoch());
    for (Slashed one : slashings) {
      sum += one.gwei();
      total = Math.max(total, one.totalGwei());
    }
    long part = Math.min(total, sum * parameters.penalties().correlationMultiplier());
    for (StakedValidator validator : step.after().registry().all()) {
      if (validator.life().slashedEpoch() == step.epoch() - window / 2) {
        long loss = share(validator.effectiveGwei(), part, total);
        slashed += take(validator.publicKey(), loss);
      }
    }
  }

  /// The oldest deposits leave the queue, to who was known or has proven its key.
  private void credit(StakeBlock step, List<Queues.Deposit> queue) {
    List<Queues.Deposit> left = step.after().queues().deposits();
    int taken = queue.size() - left.size();
    Invariants.check(
        "I22",
        taken >= 0 && queue.subList(taken, queue.size()).equals(left),
        "deposits overtake one another");
    Invariants.check(
        "I22",
        taken <= parameters.churn().depositsPerEpoch(),
        () -> taken + " deposits in an epoch");
    long total = totalGwei(step.epoch());
    creditLimitsGwei +=
        Math.max(parameters.churn().minGwei(), total / parameters.churn().quotient());
    for (Queues.Deposit deposit : queue.subList(0, taken)) {
      creditedGwei += deposit.amountGwei();
      Bytes key = deposit.publicKey();
      boolean good =
          balances.containsKey(key)
              || (WithdrawalCredentials.accepts(deposit.withdrawalCredentials())
                  && facts.isProven(
                      key,
                      deposit.withdrawalCredentials(),
                      deposit.amountGwei(),
                      deposit.signature()));
      if (good) {
        founding.putIfAbsent(key, deposit.amountGwei());
        move(key, deposit.amountGwei());
      } else {
        forfeited += deposit.amountGwei();
      }
    }
    Invariants.check(
        "I22",
        creditedGwei <= creditLimitsGwei,
        () -> "%d Gwei credited, %d are allowed".formatted(creditedGwei, creditLimitsGwei));
  }

  /// What counted of those who have left goes to their targets, unless they were slashed or the
  /// target leaves as well.
  private void consolidate(StakeBlock step) {
    List<Queues.Consolidation> done = new ArrayList<>(step.before().queues().consolidations());
    done.removeAll(step.after().queues().consolidations());
    for (Queues.Consolidation one : done) {
      StakedValidator source = step.is(one.source());
      Bytes target = step.is(one.target()).publicKey();
      boolean due = source.life().withdrawableEpoch() <= step.epoch() + 1;
      Invariants.check("I24", due || source.slashed(), () -> "stake moves before its time: " + one);
      if (!source.slashed() && !step.is(one.target()).life().leaving()) {
        long counted = step.was(one.source()).effectiveGwei();
        move(target, take(source.publicKey(), counted));
      }
    }
  }

  private void compare(StakeBlock step) {
    for (int i = 0; i < step.count(); i++) {
      long has = step.is(i).balanceGwei();
      long expected = balance(step.is(i).publicKey());
      if (has != expected) {
        throw new Violation(
            "I22",
            "validator %d has %d Gwei after block %d, and causes for %d"
                .formatted(i, has, step.after().height(), expected));
      }
    }
    long held = held(step.after());
    long out = penalties + slashed + forfeited + paid;
    Ledger counted =
        new Ledger(genesisGwei, deposited, issued, penalties, slashed, forfeited, paid);
    Invariants.check(
        "I21",
        held == genesisGwei + deposited + issued - out && counted.equals(step.after().ledger()),
        () -> "held " + held + ", counted " + counted + ", ledger " + step.after().ledger());
  }

  /// I26: what counts of a balance: whole increments up to a limit, and not for less than a quarter
  /// increment down or one and a quarter up. Of those who were slashed it stays.
  private void weigh(StakeBlock step) {
    long increment = parameters.incrementGwei();
    for (int i = 0; i < step.count(); i++) {
      StakedValidator is = step.is(i);
      long counted = counted(is, is.balanceGwei());
      long before =
          step.isNew(i)
              ? counted(is, founding.getOrDefault(is.publicKey(), 0L))
              : step.was(i).effectiveGwei();
      boolean moved =
          is.balanceGwei() < before - increment / 4
              || is.balanceGwei() > before + increment + increment / 4;
      long expected = step.endsEpoch() && moved && !is.slashed() ? counted : before;
      if (is.effectiveGwei() != expected) {
        throw new Violation(
            "I26", "validator %d counts for %d, not %d".formatted(i, is.effectiveGwei(), expected));
      }
    }
  }

  private long counted(StakedValidator validator, long gwei) {
    long increment = parameters.incrementGwei();
    long most =
        validator.credentials().compounding()
            ? parameters.maxStakeGwei()
            : parameters.minStakeGwei();
    return Math.min(gwei / increment, most / increment) * increment;
  }

  /// Balances and pending deposits.
  private long held(StakingState state) {
    long held = 0;
    for (long balance : balances.values()) {
      held += balance;
    }
    for (Queues.Deposit deposit : state.queues().deposits()) {
      held += deposit.amountGwei();
    }
    return held;
  }
}
