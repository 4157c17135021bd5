package org.cairn.consensus.staking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.consensus.staking.StakingChain.COIN;
import static org.cairn.consensus.staking.StakingChain.deposit;
import static org.cairn.consensus.staking.StakingChain.key;
import static org.cairn.consensus.staking.StakingChain.owner;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Evidence.Offence;
import org.cairn.consensus.staking.StakingChain.Content;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

/// Random joins, exits, absences and offences over many epochs. After each block: all stake is
/// accounted for by a second count, nobody lost stake without a cause in that very block, nobody
/// was paid out whom evidence could still reach, and sets are what was fixed an epoch before.
class StakingPropertyTest {
  private static final int RUNS = 40;
  private static final int EPOCHS = 16;
  private static final int KEYS = 40;
  private static final List<Offence> OFFENCES = List.of(Offence.values());

  @Test
  void randomLives_keepTheAccountsAndTheRules() {
    long seed = Long.getLong("cairn.staking.seed", System.nanoTime());
    System.err.println("seed " + seed);
    Ledger sum = Ledger.genesis(0);
    for (int run = 0; run < RUNS; run++) {
      Life life = new Life(new Random(seed + run));
      life.live("-Dcairn.staking.seed=" + (seed + run));
      sum = sum.plus(life.chain.state.ledger());
    }
    assertThat(sum.depositedGwei()).as("something happened").isPositive();
    assertThat(sum.issuedGwei()).isPositive();
    assertThat(sum.penaltiesGwei()).isPositive();
    assertThat(sum.slashedGwei()).isPositive();
    assertThat(sum.forfeitedGwei()).isPositive();
    assertThat(sum.withdrawnGwei()).isPositive();
  }

  private static final class Life {
    private final Random random;
    private final StakingChain chain;
    private final Map<Integer, Long> lastVoted = new HashMap<>();
    private ValidatorSet fixed;
    private long depositedGwei;
    private long issuedGwei;
    private long penalizedGwei;
    private long lostGwei;
    private int reportsSeen;

    Life(Random random) {
      this.random = random;
      long[] coins = new long[1 + random.nextInt(8)];
      for (int i = 0; i < coins.length; i++) {
        coins[i] = 32L + random.nextInt(200);
      }
      chain = new StakingChain(parameters(), coins);
      fixed = chain.state.next().validators();
    }

    private StakingParameters parameters() {
      long window = 1L + random.nextInt(4);
      return new StakingParameters(
          1 + random.nextInt(10),
          COIN,
          32 * COIN,
          (32 + random.nextInt(300)) * COIN,
          new StakingParameters.Churn(
              (1 + random.nextInt(200)) * COIN, 1 + random.nextInt(100), 1 + random.nextInt(20)),
          new StakingParameters.Exits(
              window + random.nextInt(3), window, 1 + random.nextInt(6), 1 + random.nextInt(3)),
          new StakingParameters.Rewards(
              random.nextInt(3) == 0 ? 0 : 500_000, 1000 * COIN, random.nextInt(101), 50),
          new StakingParameters.Penalties(
              random.nextInt(1_000_000),
              1_000,
              50_000,
              random.nextInt(4),
              1 + random.nextInt(6),
              1 + random.nextInt(12)));
    }

    void live(String name) {
      while (chain.state.epoch() < EPOCHS) {
        Content content = content();
        StakingState before = chain.state;
        int paidBefore = chain.paid.size();
        String refusal = chain.block(content);
        if (refusal != null) {
          // One conviction or message of the random ones did not hold: go on without them.
          content.convictions.clear();
          content.messages.clear();
          assertThat(chain.block(content)).as(name).isNull();
        }
        check(name, before, content, chain.paid.subList(paidBefore, chain.paid.size()));
      }
    }

    private Content content() {
      Content content = new Content();
      content.proposer = random.nextInt(1000);
      while (random.nextInt(3) == 0) {
        int seed = random.nextInt(KEYS);
        Address asking = owner(random.nextInt(10) == 0 ? random.nextInt(KEYS) : seed);
        long gwei = 1 + random.nextLong(80 * COIN);
        switch (random.nextInt(7)) {
          case 0, 1, 2 -> {
            FakeSignatures signer =
                random.nextInt(5) == 0 ? FakeSignatures.ELSEWHERE : FakeSignatures.HERE;
            content.with(deposit(seed, gwei, signer));
            depositedGwei += gwei;
          }
          case 3 -> content.with(StakingChain.withdrawal(asking, seed, 0));
          case 4 -> content.with(StakingChain.withdrawal(asking, seed, gwei));
          case 5 -> content.with(StakingChain.consolidation(asking, seed, random.nextInt(KEYS)));
          default -> signed(content, seed);
        }
      }
      ValidatorSet set = chain.state.current().validators();
      int sleeper = (int) (chain.state.epoch() * 7 % set.size());
      if (set.size() > 1 && random.nextBoolean()) {
        content.without(sleeper);
      }
      return content;
    }

    private void signed(Content content, int seed) {
      if (chain.state.registry().indexOf(key(seed)) < 0) {
        return;
      }
      long epoch = chain.state.epoch();
      switch (random.nextInt(4)) {
        case 0 -> content.with(chain.message(ExitMessage.Kind.EXIT, seed, epoch));
        case 1 -> content.with(chain.message(ExitMessage.Kind.RETURN, seed, epoch));
        default -> {
          Offence offence = OFFENCES.get(random.nextInt(OFFENCES.size()));
          content.with(chain.conviction(seed, epoch - random.nextInt(4), offence));
        }
      }
    }

    private void check(String name, StakingState before, Content content, List<Withdrawal> paid) {
      StakingState after = chain.state;
      for (EpochReport report : chain.reports.subList(reportsSeen, chain.reports.size())) {
        for (EpochReport.Earnings earnings : report.earnings()) {
          issuedGwei += earnings.voteRewardGwei() + earnings.proposalRewardGwei();
          penalizedGwei += earnings.penaltyGwei();
        }
      }
      countsAgree(name, after);
      if (after.epoch() > before.epoch()) {
        assertThat(after.current().validators()).as(name).isEqualTo(fixed);
        fixed = after.next().validators();
      }
      losesNothingWithoutACause(name, before, content, paid);
      for (int i = 0; i < after.current().validators().size(); i++) {
        var _ =
            lastVoted.put(
                after.registry().indexOf(after.current().validators().publicKey(i)), after.epoch());
      }
      evidenceReachesThePaid(name, before, paid);
      reportsSeen = chain.reports.size();
    }

    private void countsAgree(String name, StakingState after) {
      long held = 0;
      for (StakedValidator validator : after.registry().all()) {
        held += validator.balanceGwei();
      }
      for (Queues.Deposit deposit : after.queues().deposits()) {
        held += deposit.amountGwei();
      }
      long paidGwei = 0;
      for (Withdrawal withdrawal : chain.paid) {
        paidGwei += withdrawal.amountGwei();
      }
      Ledger ledger = after.ledger();
      lostGwei = ledger.slashedGwei() + ledger.forfeitedGwei();
      assertThat(held)
          .as(name)
          .isEqualTo(
              ledger.genesisGwei()
                  + depositedGwei
                  + issuedGwei
                  - penalizedGwei
                  - lostGwei
                  - paidGwei);
    }

    private void losesNothingWithoutACause(
        String name, StakingState before, Content content, List<Withdrawal> paid) {
      Set<Integer> causes = new HashSet<>();
      paid.forEach(withdrawal -> causes.add((int) withdrawal.validatorIndex()));
      content.convictions.forEach(
          conviction -> causes.add(before.registry().indexOf(conviction.publicKey())));
      before.queues().consolidations().forEach(moved -> causes.add(moved.source()));
      for (int i = 0; i < before.registry().size(); i++) {
        StakedValidator was = before.registry().get(i);
        StakedValidator is = chain.state.registry().get(i);
        int place = before.current().validators().indexOf(was.publicKey());
        boolean missed =
            place >= 0
                && (before.participation().missed(place) > 0 || content.missedBy.contains(place));
        boolean cause = causes.contains(i) || missed || was.slashed();
        assertThat(is.balanceGwei() >= was.balanceGwei() || cause)
            .as("%s: validator %s became %s", name, was, is)
            .isTrue();
      }
    }

    /// Whoever is paid out in whole is beyond the reach of evidence for the last epoch it voted in.
    private void evidenceReachesThePaid(String name, StakingState before, List<Withdrawal> paid) {
      for (Withdrawal withdrawal : paid) {
        int index = (int) withdrawal.validatorIndex();
        if (before.registry().get(index).life().withdrawableEpoch() <= before.epoch()) {
          long last = lastVoted.getOrDefault(index, -1L);
          Hash root = last < 0 ? null : before.setRoot(last);
          assertThat(root).as("%s: last voted in %d", name, last).isNull();
        }
      }
    }
  }
}
