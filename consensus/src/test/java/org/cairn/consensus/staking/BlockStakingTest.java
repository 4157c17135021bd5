package org.cairn.consensus.staking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.consensus.crypto.EvidenceVerifier;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

/// Evidence and messages as blocks carry them: votes with signatures, checked against the set of
/// their epoch.
class BlockStakingTest {
  private static final EpochContext.Chain CHAIN =
      new EpochContext.Chain(7, Hash.ZERO, 0, StakingChain.small().epochLengthBlocks());

  private final StakingChain chain = new StakingChain(StakingChain.quiet(), 32, 32, 32, 32);
  private final EpochSetsOfGenesis sets = new EpochSetsOfGenesis(chain.state.current());
  private final BlockStaking staking =
      new BlockStaking(
          chain.transition, sets::context, new EvidenceVerifier(new FakeBls())::isValid);

  /// Nobody comes or goes before the last epoch that a test looks at.
  private record EpochSetsOfGenesis(EpochSet first) {
    EpochContext context(long epoch) {
      return EpochContext.of(
          CHAIN,
          EpochContext.root(CHAIN),
          new EpochContext.Terms(epoch, first.validators(), Hash.ZERO, Hash.ZERO));
    }
  }

  private Evidence evidence(long epoch, int validator) {
    EpochContext context = sets.context(epoch);
    Round round = new Round(epoch, 5);
    return new Evidence(
        Evidence.Offence.NULLIFY_AND_FINALIZE,
        vote(context, Ballot.nullify(round), validator),
        vote(context, Ballot.finalize(round, Hash.ZERO), validator));
  }

  private static Vote vote(EpochContext context, Ballot ballot, int validator) {
    Bytes key = context.validators().publicKey(validator);
    return new Vote(ballot, validator, FakeBls.sign(key, context.signingRoot(ballot)));
  }

  private Outcome block(Evidence... pieces) {
    StakingState state = chain.state;
    var header =
        new ConsensusHeader(
            new Round(state.epoch(), 9),
            8,
            Hash.ZERO,
            state.height() + 1,
            0,
            1000 * (state.height() + 1),
            Hash.ZERO,
            new StakingRoots(state.root(), Hash.ZERO),
            Hash.ZERO,
            Bytes.wrap(new byte[96]),
            null,
            null);
    return staking.apply(
        state,
        header,
        new Justification(null, List.of()),
        new StakingContent(List.of(pieces), List.of()),
        new BlockFacts.Execution(Hash.ZERO, List.of(), staking.withdrawalsOn(state)));
  }

  private static String refusal(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).reason();
  }

  @Test
  void evidence_whoseSignatureIsForged_makesTheBlockInvalid() {
    Evidence sound = evidence(0, 1);
    Evidence forged =
        new Evidence(
            sound.offence(),
            sound.first(),
            new Vote(sound.second().ballot(), 1, sound.first().signature()));
    assertThat(refusal(block(forged)))
        .isEqualTo("evidence that proves nothing: NULLIFY_AND_FINALIZE");
    Evidence ofAnother =
        new Evidence(
            sound.offence(),
            new Vote(sound.first().ballot(), 2, sound.first().signature()),
            new Vote(sound.second().ballot(), 2, sound.second().signature()));
    assertThat(refusal(block(ofAnother))).startsWith("evidence that proves nothing");
    Evidence ofNobody =
        new Evidence(
            sound.offence(),
            new Vote(sound.first().ballot(), 9, sound.first().signature()),
            new Vote(sound.second().ballot(), 9, sound.second().signature()));
    assertThat(refusal(block(ofNobody))).startsWith("evidence that proves nothing");
    assertThat(block(sound)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void evidence_twice_makesTheBlockInvalid() {
    assertThat(refusal(block(evidence(0, 1), evidence(0, 1))))
        .isEqualTo("validator 1 is slashed already");
    chain.state = ((Outcome.Applied) block(evidence(0, 1))).state();
    assertThat(refusal(block(evidence(0, 1)))).isEqualTo("validator 1 is slashed already");
    assertThat(staking.choose(chain.state, List.of(evidence(0, 1)), List.of()).isEmpty()).isTrue();
  }

  /// A window of four epochs: in epoch 4 evidence of epoch 0 counts, in epoch 5 no longer.
  @Test
  void evidence_atTheEdgeOfTheWindow_countsUntilItIsBeyond() {
    chain.toEpochEnd(3);
    assertThat(chain.state.epoch()).isEqualTo(4);
    assertThat(staking.choose(chain.state, List.of(evidence(0, 1)), List.of()).evidence())
        .containsExactly(evidence(0, 1));
    assertThat(block(evidence(0, 1))).isInstanceOf(Outcome.Applied.class);
    chain.toEpochEnd(0);
    assertThat(refusal(block(evidence(0, 1)))).startsWith("evidence that proves nothing");
    assertThat(refusal(block(evidence(6, 1)))).startsWith("evidence that proves nothing");
    assertThat(
            staking
                .choose(
                    chain.state, List.of(evidence(0, 1), evidence(1, 2), evidence(6, 3)), List.of())
                .evidence())
        .containsExactly(evidence(1, 2));
    assertThat(block(evidence(1, 2))).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void choose_ofMuch_takesWhatABlockMayHaveAndEachValidatorOnce() {
    long[] coins = new long[40];
    Arrays.fill(coins, 32);
    StakingChain large = new StakingChain(StakingChain.quiet(), coins);
    var all = new EpochSetsOfGenesis(large.state.current());
    var rules =
        new BlockStaking(
            large.transition, all::context, new EvidenceVerifier(new FakeBls())::isValid);
    List<Evidence> offered = new ArrayList<>();
    List<SignedMessage> waiting = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      EpochContext context = all.context(0);
      for (long view = 5; view < 7; view++) {
        Round round = new Round(0, view);
        offered.add(
            new Evidence(
                Evidence.Offence.NULLIFY_AND_FINALIZE,
                vote(context, Ballot.nullify(round), i),
                vote(context, Ballot.finalize(round, Hash.ZERO), i)));
      }
      waiting.add(large.message(ExitMessage.Kind.EXIT, i, 0));
    }
    StakingContent content = rules.choose(large.state, offered, waiting);
    assertThat(content.evidence()).hasSize(StakingTransition.MAX_CONVICTIONS);
    assertThat(content.evidence().stream().map(Evidence::validator)).doesNotHaveDuplicates();
    assertThat(content.messages()).hasSize(StakingTransition.MAX_MESSAGES);
    assertThat(content.messages().stream().map(message -> message.message().validatorIndex()))
        .as("those who are not convicted in the same block")
        .startsWith(16L);
  }
}
