package org.cairn.consensus.staking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.consensus.staking.StakingChain.COIN;
import static org.cairn.consensus.staking.StakingChain.deposit;
import static org.cairn.consensus.staking.StakingChain.key;
import static org.cairn.consensus.staking.StakingChain.owner;
import static org.cairn.consensus.staking.StakingChain.withdrawal;

import org.cairn.consensus.message.Evidence.Offence;
import org.cairn.consensus.staking.StakedValidator.Status;
import org.cairn.consensus.staking.StakingChain.Content;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

/// What people try who do not mean well, and what comes of it.
class StakingAdversariesTest {
  private final StakingChain chain = new StakingChain(StakingChain.quiet(), 32, 32, 32, 32);

  @Test
  void deposit_withABadSignature_isForfeited() {
    Bytes signed = deposit(4, 32 * COIN, FakeSignatures.HERE);
    byte[] bad = signed.toArray();
    bad[100] ^= 1;
    chain.add(new Content().with(Bytes.wrap(bad)));
    chain.toEpochEnd(1);
    assertThat(chain.state.registry().indexOf(key(4))).isNegative();
    assertThat(chain.state.ledger().forfeitedGwei()).isEqualTo(32 * COIN);
  }

  @Test
  void deposit_replayedFromAnotherChain_isForfeited() {
    chain.add(new Content().with(deposit(4, 32 * COIN, FakeSignatures.ELSEWHERE)));
    chain.toEpochEnd(1);
    assertThat(chain.state.registry().indexOf(key(4))).isNegative();
    assertThat(chain.state.ledger().forfeitedGwei()).isEqualTo(32 * COIN);
  }

  @Test
  void deposit_withCredentialsThatLeadNowhere_isForfeited() {
    chain.add(
        new Content()
            .with(deposit(key(4), Hash.ZERO, 32 * COIN, Bytes.wrap(new byte[96])))
            .with(deposit(key(5), Hash.ZERO, -1, Bytes.wrap(new byte[96])))
            .with(deposit(key(5), Hash.ZERO, Long.MAX_VALUE, Bytes.wrap(new byte[96]))));
    assertThat(chain.state.queues().deposits()).hasSize(1);
    chain.toEpochEnd(0);
    assertThat(chain.state.ledger().forfeitedGwei()).isEqualTo(32 * COIN);
  }

  @Test
  void withdrawalRequest_byAStranger_changesNothing() {
    StakingChain untouched = new StakingChain(StakingChain.quiet(), 32, 32, 32, 32);
    untouched.add(new Content());
    chain.add(
        new Content()
            .with(withdrawal(owner(1), 0, 0))
            .with(withdrawal(owner(1), 0, COIN))
            .with(withdrawal(owner(1), 77, 0))
            .with(StakingChain.consolidation(owner(1), 0, 1))
            .with(StakingChain.consolidation(owner(1), 1, 77)));
    assertThat(chain.state.root()).isEqualTo(untouched.state.root());
  }

  @Test
  void evidence_againstAnHonestValidator_makesTheBlockInvalid() {
    // The signatures of evidence are verified before; what is left to forge is the set it names.
    chain.add(new Content());
    var forged = new Conviction(key(0), 0, Hash.ZERO, Offence.DOUBLE_FINALIZE);
    assertThat(chain.block(new Content().with(forged)))
        .isEqualTo("evidence against a set of epoch 0 that there was not");
    assertThat(chain.block(new Content().with(chain.conviction(9, 0, Offence.DOUBLE_FINALIZE))))
        .startsWith("evidence against a stranger");
    assertThat(chain.validator(0).slashed()).isFalse();
  }

  @Test
  void evidence_twice_slashesOnce() {
    Conviction once = chain.conviction(1, 0, Offence.DOUBLE_FINALIZE);
    assertThat(chain.block(new Content().with(once).with(once)))
        .isEqualTo("validator 1 is slashed already");
    chain.add(new Content().with(once));
    long left = chain.validator(1).balanceGwei();
    assertThat(left).isEqualTo(32 * COIN - 32 * COIN / 20);
    assertThat(chain.block(new Content().with(chain.conviction(1, 0, Offence.DOUBLE_NOTARIZE))))
        .isEqualTo("validator 1 is slashed already");
    assertThat(chain.validator(1).balanceGwei()).isEqualTo(left);
  }

  @Test
  void evidence_fromBeyondTheWindow_isRefused() {
    Conviction late = chain.conviction(1, 0, Offence.DOUBLE_FINALIZE);
    chain.toEpochEnd(3);
    assertThat(chain.state.epoch()).isEqualTo(4);
    assertThat(chain.transition.refusal(chain.state, late)).isNull();
    chain.toEpochEnd(0);
    assertThat(chain.block(new Content().with(late))).isEqualTo("evidence of epoch 0 in epoch 5");
    assertThat(chain.block(new Content().with(chain.conviction(1, 9, Offence.DOUBLE_FINALIZE))))
        .isEqualTo("evidence of epoch 9 in epoch 5");
  }

  @Test
  void slashedValidator_losesTheMoreTheMoreAreSlashedWithIt() {
    StakingChain alone = new StakingChain(StakingChain.quiet(), 32, 32, 32, 32, 32, 32, 32, 32);
    alone.add(new Content().with(alone.conviction(1, 0, Offence.NULLIFY_AND_FINALIZE)));
    assertThat(alone.status(1)).isEqualTo(Status.EXITING);
    alone.toEpochEnd(1);
    assertThat(alone.votes(1)).as("the epoch after the next goes without it").isFalse();
    alone.toEpochEnd(2);
    // A twentieth at once, then three times the eighth of the stake that was slashed.
    assertThat(alone.validator(1).balanceGwei()).isEqualTo(32 * COIN * 575 / 1000);

    StakingChain conspiracy =
        new StakingChain(StakingChain.quiet(), 32, 32, 32, 32, 32, 32, 32, 32);
    Content content = new Content();
    for (int i = 0; i < 3; i++) {
      content.with(conspiracy.conviction(i, 0, Offence.DOUBLE_FINALIZE));
    }
    conspiracy.add(content);
    conspiracy.toEpochEnd(3);
    assertThat(conspiracy.validator(1).balanceGwei()).isZero();
    assertThat(conspiracy.state.ledger().slashedGwei()).isEqualTo(96 * COIN);
  }

  @Test
  void slashedValidator_cannotLeaveWithItsStakeFirst() {
    StakingChain large = new StakingChain(StakingChain.quiet(), 32, 32, 32, 32, 32, 32, 32, 32);
    large.add(new Content().with(withdrawal(owner(1), 1, 0)));
    large.toEpochEnd(1);
    assertThat(large.votes(1)).isFalse();
    Conviction found = large.conviction(1, 1, Offence.NOTARIZE_AND_FINALIZE_OTHER);
    large.toEpochEnd(2);
    large.add(new Content().with(found));
    assertThat(large.validator(1).slashed()).isTrue();
    assertThat(large.validator(1).life().withdrawableEpoch()).isEqualTo(5 + 2 + 4);
    large.toEpochEnd(5);
    assertThat(large.paid).isEmpty();
    large.add(new Content());
    // A twentieth at once, then three times its share of the seven that were left.
    assertThat(large.paidTo(owner(1))).isEqualTo(32 * COIN - 32 * COIN / 20 - 32 * COIN * 96 / 224);
  }

  @Test
  void thousandDeposits_inOneBlock_areCreditedAsFarAsChurnAllows() {
    Content flood = new Content();
    for (int i = 0; i < 1000; i++) {
      flood.with(deposit(100 + i, COIN, FakeSignatures.HERE));
    }
    chain.add(flood);
    assertThat(chain.state.queues().deposits()).hasSize(1000);
    chain.toEpochEnd(0);
    assertThat(chain.state.registry().size()).isEqualTo(4 + 64);
    chain.toEpochEnd(13);
    assertThat(chain.state.registry().size()).isEqualTo(4 + 960);
    chain.toEpochEnd(0);
    assertThat(chain.state.registry().size()).isEqualTo(1004);
    assertThat(chain.state.current().validators().size()).as("none has enough").isEqualTo(4);
  }

  @Test
  void allValidators_askingToLeaveAtOnce_leaveAsChurnAllowsAndTheLastStays() {
    Content all = new Content();
    for (int i = 0; i < 4; i++) {
      all.with(withdrawal(owner(i), i, 0));
    }
    chain.add(all);
    chain.toEpochEnd(1);
    assertThat(chain.state.current().validators().size()).isEqualTo(2);
    chain.toEpochEnd(0);
    assertThat(chain.state.current().validators().size()).isEqualTo(1);
    chain.toEpochEnd(3);
    assertThat(chain.votes(3)).isTrue();
    assertThat(chain.state.queues().exits()).containsExactly(3);

    chain.add(new Content().with(deposit(4, 32 * COIN, FakeSignatures.HERE)));
    chain.toEpochEnd(2);
    assertThat(chain.votes(3)).as("a successor has come").isFalse();
    assertThat(chain.votes(4)).isTrue();
  }

  @Test
  void allValidators_slashedAtOnce_theChainGoesOnWithTheLastSet() {
    Content all = new Content();
    for (int i = 0; i < 4; i++) {
      all.with(chain.conviction(i, 0, Offence.DOUBLE_FINALIZE));
    }
    chain.add(all);
    chain.toEpochEnd(5);
    assertThat(chain.state.current().validators().size()).isEqualTo(4);
  }

  @Test
  void blockFullOfEvidenceOrMessages_isRefused() {
    Content flood = new Content();
    for (int i = 0; i <= StakingTransition.MAX_CONVICTIONS; i++) {
      flood.with(chain.conviction(1, 0, Offence.DOUBLE_FINALIZE));
    }
    assertThat(chain.block(flood)).isEqualTo("17 convictions, 0 messages of validators");
  }
}
