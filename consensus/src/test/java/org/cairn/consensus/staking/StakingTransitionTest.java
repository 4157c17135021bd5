package org.cairn.consensus.staking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.cairn.consensus.staking.StakingChain.COIN;
import static org.cairn.consensus.staking.StakingChain.consolidation;
import static org.cairn.consensus.staking.StakingChain.deposit;
import static org.cairn.consensus.staking.StakingChain.key;
import static org.cairn.consensus.staking.StakingChain.owner;
import static org.cairn.consensus.staking.StakingChain.withdrawal;

import java.util.List;
import org.cairn.consensus.staking.StakedValidator.Status;
import org.cairn.consensus.staking.StakingChain.Content;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.staking.DepositMessage;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

/// Each way in, through and out, one by one. What adversaries try is in `StakingAdversariesTest`.
class StakingTransitionTest {
  private final StakingChain chain = new StakingChain(StakingChain.quiet(), 32, 32, 32, 32);

  @Test
  void deposit_ofANewcomer_votesTwoEpochsAfterItsEpoch() {
    chain.add(new Content().with(deposit(4, 32 * COIN, FakeSignatures.HERE)));
    assertThat(chain.state.queues().deposits()).hasSize(1);
    chain.toEpochEnd(0);
    assertThat(chain.status(4)).isEqualTo(Status.PENDING);
    assertThat(chain.validator(4).life().activationEpoch()).isEqualTo(2);
    assertThat(chain.votes(4)).isFalse();
    chain.toEpochEnd(0);
    assertThat(chain.status(4)).isEqualTo(Status.ACTIVE);
    assertThat(chain.votes(4)).isTrue();
    assertThat(chain.state.current().validators().weight(4)).isEqualTo(32);
    assertThat(chain.state.ledger().depositedGwei()).isEqualTo(32 * COIN);
  }

  @Test
  void deposit_inTwoParts_activatesWithTheSecond() {
    chain.add(new Content().with(deposit(4, 20 * COIN, FakeSignatures.HERE)));
    chain.toEpochEnd(1);
    assertThat(chain.status(4)).isEqualTo(Status.PENDING);
    assertThat(chain.votes(4)).isFalse();

    Hash ignored = WithdrawalCredentials.of(owner(9), true).bytes();
    Bytes unsigned = Bytes.wrap(new byte[96]);
    chain.add(new Content().with(deposit(key(4), ignored, 12 * COIN, unsigned)));
    chain.toEpochEnd(1);
    assertThat(chain.votes(4)).isTrue();
    assertThat(chain.validator(4).credentials().address()).isEqualTo(owner(4));
  }

  @Test
  void deposit_largerThanTheChurn_waitsUntilEnoughHasGathered() {
    chain.add(
        new Content()
            .with(deposit(4, 150 * COIN, FakeSignatures.HERE))
            .with(deposit(5, 32 * COIN, FakeSignatures.HERE)));
    chain.toEpochEnd(1);
    assertThat(chain.state.queues().deposits()).hasSize(2);
    assertThat(chain.state.queues().depositBudgetGwei()).isEqualTo(128 * COIN);
    chain.toEpochEnd(0);
    assertThat(chain.status(4)).isEqualTo(Status.PENDING);
    assertThat(chain.status(5)).isEqualTo(Status.PENDING);
    assertThat(chain.state.queues().depositBudgetGwei()).isZero();
  }

  @Test
  void fullExit_byItsOwner_leavesAndIsPaidOutAfterTheDelay() {
    chain.add(new Content().with(withdrawal(owner(3), 3, 0)));
    assertThat(chain.status(3)).isEqualTo(Status.EXITING);
    chain.toEpochEnd(0);
    assertThat(chain.validator(3).life().exitEpoch()).isEqualTo(2);
    assertThat(chain.votes(3)).isTrue();
    chain.toEpochEnd(0);
    assertThat(chain.votes(3)).isFalse();
    while (chain.state.epoch() < 6) {
      assertThat(chain.paid).isEmpty();
      chain.add(new Content());
    }
    assertThat(chain.status(3)).isEqualTo(Status.WITHDRAWABLE);
    chain.add(new Content());
    assertThat(chain.paid).containsExactly(new Withdrawal(0, 3, owner(3), 32 * COIN));
    assertThat(chain.status(3)).isEqualTo(Status.WITHDRAWN);
    assertThat(chain.state.ledger().withdrawnGwei()).isEqualTo(32 * COIN);
  }

  @Test
  void voluntaryExit_signedByTheKey_leaves() {
    chain.add(new Content().with(chain.message(ExitMessage.Kind.EXIT, 2, 0)));
    chain.toEpochEnd(1);
    assertThat(chain.votes(2)).isFalse();
  }

  @Test
  void voluntaryExit_wrongInAnyWay_isRefused() {
    SignedMessage sound = chain.message(ExitMessage.Kind.EXIT, 2, 0);
    Bytes other = chain.message(ExitMessage.Kind.EXIT, 1, 0).signature();
    assertThat(chain.block(new Content().with(new SignedMessage(sound.message(), other))))
        .isEqualTo("validator 2 did not sign its EXIT");
    assertThat(chain.block(new Content().with(chain.message(ExitMessage.Kind.EXIT, 2, 1))))
        .isEqualTo("message of validator 2 for epoch 1");
    assertThat(chain.block(new Content().with(chain.message(ExitMessage.Kind.RETURN, 2, 0))))
        .isEqualTo("validator 2 is ACTIVE: no RETURN");
    assertThat(chain.block(new Content().with(sound).with(sound)))
        .isEqualTo("validator 2 is EXITING: no EXIT");
    var stranger = new ExitMessage(ExitMessage.Kind.EXIT, 0, 77);
    assertThat(chain.block(new Content().with(new SignedMessage(stranger, sound.signature()))))
        .isEqualTo("message of validator 77, which does not exist");
  }

  @Test
  void partialWithdrawal_takesDownToTheMinimumAfterTheDelay() {
    StakingChain rich = new StakingChain(StakingChain.quiet(), 100, 100, 100);
    rich.add(new Content().with(withdrawal(owner(0), 0, 80 * COIN)));
    assertThat(rich.state.queues().partials()).containsExactly(new Queues.Partial(0, 68 * COIN, 6));
    rich.add(new Content().with(withdrawal(owner(0), 0, COIN)));
    assertThat(rich.state.queues().partials()).hasSize(1);
    rich.toEpochEnd(5);
    rich.add(new Content());
    assertThat(rich.paidTo(owner(0))).isEqualTo(68 * COIN);
    rich.toEpochEnd(1);
    assertThat(rich.state.next().validators().weight(0)).isEqualTo(32);
    assertThat(rich.status(0)).isEqualTo(Status.ACTIVE);
  }

  @Test
  void consolidation_movesTheStakeWhenItWouldBePaidOut() {
    chain.add(new Content().with(consolidation(owner(1), 1, 0)));
    chain.toEpochEnd(1);
    assertThat(chain.votes(1)).isFalse();
    chain.toEpochEnd(3);
    assertThat(chain.validator(0).balanceGwei()).isEqualTo(64 * COIN);
    assertThat(chain.validator(1).balanceGwei()).isZero();
    chain.toEpochEnd(1);
    assertThat(chain.state.current().validators().weight(0)).isEqualTo(64);
    assertThat(chain.paid).isEmpty();
  }

  @Test
  void consolidation_ofMoreThanCounts_movesWhatCountsOnce() {
    chain.add(new Content().with(deposit(1, COIN / 2, FakeSignatures.HERE)));
    chain.add(new Content().with(consolidation(owner(1), 1, 0)));
    chain.toEpochEnd(5);
    assertThat(chain.validator(0).balanceGwei()).isEqualTo(64 * COIN);
    assertThat(chain.validator(1).balanceGwei()).isEqualTo(COIN / 2);
  }

  @Test
  void excessOfAPayingValidator_isSweptAsItComes() {
    var paying = WithdrawalCredentials.of(owner(4), false);
    Bytes signature =
        FakeSignatures.HERE.sign(key(4), new DepositMessage(key(4), paying.bytes(), 40 * COIN));
    chain.add(new Content().with(deposit(key(4), paying.bytes(), 40 * COIN, signature)));
    chain.toEpochEnd(0);
    chain.add(new Content());
    assertThat(chain.paidTo(owner(4))).isEqualTo(8 * COIN);
    assertThat(chain.validator(4).effectiveGwei()).isEqualTo(32 * COIN);

    chain.toEpochEnd(1);
    chain.add(new Content().with(consolidation(owner(4), 4, 4)));
    assertThat(chain.validator(4).credentials()).isEqualTo(paying.toCompounding());
  }

  @Test
  void withdrawals_otherThanDue_areRefused() {
    BlockFacts facts = chain.facts(new Content());
    var payout = new Withdrawal(0, 0, owner(0), COIN);
    var greedy =
        new BlockFacts(
            facts.height(),
            facts.timestampMillis(),
            0,
            facts.randaoMix(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(payout));
    assertThat(chain.transition.apply(chain.state, greedy)).isInstanceOf(Outcome.Refused.class);
    chain.add(new Content());
    assertThatThrownBy(() -> chain.transition.apply(chain.state, facts))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sweep_withMoreDueThanFits_goesOnInTheNextBlock() {
    StakingChain many = new StakingChain(StakingChain.quiet(), 2050, 2050, 2050, 2050, 2050, 2050);
    many.add(new Content());
    assertThat(many.paid).hasSize(4);
    many.add(new Content());
    assertThat(many.paid).hasSize(6);
    assertThat(many.paid.stream().map(Withdrawal::index)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(many.paid.stream().map(Withdrawal::validatorIndex))
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    many.add(new Content());
    assertThat(many.paid).hasSize(6);
  }

  @Test
  void missedSlots_costInProportionToStake() {
    chain.add(new Content());
    Content missed = new Content();
    missed.missedBy.addAll(List.of(2, 2));
    chain.add(missed);
    chain.toEpochEnd(0);
    // 2 slots · 2,000 billionths of 32 coins.
    assertThat(chain.validator(2).balanceGwei()).isEqualTo(32 * COIN - 2 * 64_000);
    assertThat(chain.state.ledger().penaltiesGwei()).isEqualTo(2 * 64_000);
    assertThat(chain.status(2)).as("it signs").isEqualTo(Status.ACTIVE);
  }

  @Test
  void absentValidator_isLeftOutUntilItReturns() {
    chain.add(new Content());
    for (int i = 0; i < 7; i++) {
      chain.add(new Content().without(1));
    }
    assertThat(chain.status(1)).isEqualTo(Status.ABSENT);
    chain.toEpochEnd(0);
    assertThat(chain.votes(1)).isFalse();
    chain.toEpochEnd(1);
    SignedMessage old = chain.message(ExitMessage.Kind.RETURN, 1, chain.state.epoch() - 1);
    assertThat(chain.block(new Content().with(old))).isEqualTo("validator 1 is ABSENT: no RETURN");
    chain.add(new Content().with(chain.message(ExitMessage.Kind.RETURN, 1, chain.state.epoch())));
    chain.toEpochEnd(1);
    assertThat(chain.votes(1)).isTrue();
    assertThat(chain.validator(1).life().absentSlots()).isZero();
  }

  @Test
  void absentValidators_areLeftOutAPartOfTheStakeAnEpoch() {
    var quiet = StakingChain.quiet();
    for (int quotient : new int[] {1, 2, 4, 1000}) {
      StakingChain many =
          new StakingChain(
              new StakingParameters(
                  quiet.epochLengthBlocks(),
                  quiet.incrementGwei(),
                  quiet.minStakeGwei(),
                  quiet.maxStakeGwei(),
                  quiet.churn(),
                  quiet.exits(),
                  quiet.rewards(),
                  new StakingParameters.Penalties(0, 0, 0, 3, 1, quotient)),
              32,
              32,
              32,
              32,
              32,
              32,
              32,
              32);
      for (int i = 0; i < 8; i++) {
        many.add(new Content().without(4).without(5).without(6).without(7));
      }
      // Half the stake, all four; a quarter, two; less than one is one.
      int out = quotient <= 2 ? 4 : quotient == 4 ? 2 : 1;
      assertThat(many.state.next().validators().size()).as("1/%d", quotient).isEqualTo(8 - out);
    }
  }

  @Test
  void validatorBelowHalfTheMinimum_hasToLeave() {
    StakingChain poor = new StakingChain(harsh(), 32, 32, 32, 32);
    poor.add(new Content());
    Content missed = new Content();
    for (int i = 0; i < 600; i++) {
      missed.missedBy.add(3);
    }
    poor.add(missed);
    poor.toEpochEnd(1);
    assertThat(poor.status(3)).isEqualTo(Status.EXITING);
  }

  /// A missed slot costs a thousandth.
  private static StakingParameters harsh() {
    var quiet = StakingChain.quiet();
    return new StakingParameters(
        quiet.epochLengthBlocks(),
        quiet.incrementGwei(),
        quiet.minStakeGwei(),
        quiet.maxStakeGwei(),
        quiet.churn(),
        quiet.exits(),
        quiet.rewards(),
        new StakingParameters.Penalties(1_000_000, 1_000, 50_000, 3, 1000, 8));
  }

  @Test
  void epochReport_tellsWhoEarnedWhat() {
    StakingChain earning = new StakingChain(StakingChain.small(), 32, 32, 64);
    earning.toEpochEnd(0);
    EpochReport report = earning.reports.getFirst();
    assertThat(report.certificates()).isEqualTo(7);
    assertThat(report.earnings()).hasSize(3);
    assertThat(report.earnings().get(2).voteRewardGwei())
        .isCloseTo(2 * report.earnings().get(0).voteRewardGwei(), offset(2L));
    long earned = 0;
    for (EpochReport.Earnings earnings : report.earnings()) {
      earned += earnings.voteRewardGwei() + earnings.proposalRewardGwei();
    }
    assertThat(earned).isEqualTo(earning.state.ledger().issuedGwei());
    assertThat(earned).isBetween(report.potGwei() - 8, report.potGwei());
  }
}
