package org.cairn.node.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.SignerSet;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Stake;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListeningPeriodTest {
  private static final long START_MILLIS = 1_000_000;
  private static final int OWN = 2;

  private final ValidatorSet set = set();
  private final VirtualTime time = new VirtualTime(START_MILLIS);
  private final List<Throwable> doubles = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private ListeningPeriod period = period(new Round(0, 40));
  private boolean catchingUp;

  private static ValidatorSet set() {
    List<Validator> validators = new ArrayList<>();
    for (byte i = 0; i < 4; i++) {
      byte[] key = new byte[48];
      key[0] = i;
      validators.add(new Validator(Bytes.wrap(key), new Stake(1)));
    }
    return new ValidatorSet(validators);
  }

  private ListeningPeriod period(Round newestVote) {
    var own = new ListeningPeriod.Own(set.publicKey(OWN), newestVote);
    return new ListeningPeriod(own, _ -> set, time, time, 40_000);
  }

  private void start() {
    period.start(() -> catchingUp, () -> events.add("votes"));
  }

  private static Certificate certificate(Ballot ballot, int... signers) {
    boolean[] signed = new boolean[4];
    for (int signer : signers) {
      signed[signer] = true;
    }
    return new Certificate(ballot, SignerSet.of(signed), Bytes.wrap(new byte[96]));
  }

  /// A final block of a view, made some time after the start.
  private void hear(
      long view, long afterMillis, int proposer, @Nullable Certificate skip, int... signers) {
    Round round = new Round(0, view);
    var header =
        new ConsensusHeader(
            round,
            view - (skip == null ? 1 : 2),
            Hash.ZERO,
            view,
            proposer,
            START_MILLIS + afterMillis,
            Hash.ZERO,
            new StakingRoots(Hash.ZERO, Hash.ZERO),
            Hash.ZERO,
            Bytes.wrap(new byte[96]),
            null,
            null);
    var parent = certificate(Ballot.notarize(new Round(0, view - 1), Hash.ZERO), signers);
    var justification = new Justification(parent, skip == null ? List.of() : List.of(skip));
    period.heard(
        new FinalityProof(
            certificate(Ballot.finalize(round, Hash.ZERO), 0, 1, 3),
            List.of(new FinalityProof.Link(header, justification))),
        doubles::add);
  }

  @Test
  void silence_forTheWholeTime_endsInVoting() {
    start();
    hear(50, 6_000, 0, null, 0, 1, OWN);
    for (int view = 51; view < 60; view++) {
      hear(view, 6_000, view % 2, null, 0, 1, 3);
    }
    time.pass(39_999);
    assertThat(events).isEmpty();
    time.pass(1);
    assertThat(events).containsExactly("votes");
    time.pass(100_000);
    assertThat(events).as("once").hasSize(1);
    assertThat(doubles).isEmpty();
  }

  @Test
  void ownVote_inACertificateSinceTheStart_refusesToVote() {
    start();
    hear(50, 6_000, 0, null, 0, 1, 3);
    hear(52, 7_000, 0, null, 0, 1, OWN);
    assertThat(doubles).hasSize(1);
    assertThat(doubles.getFirst())
        .hasMessageContaining("has voted in round 0/51")
        .hasMessageContaining("it also runs elsewhere")
        .hasMessageContaining("stop one of the two for good");
    time.pass(100_000);
    hear(54, 8_000, 0, null, 0, 1, OWN);
    assertThat(events).as("it never votes").isEmpty();
    assertThat(doubles).as("once").hasSize(1);
  }

  @Test
  void ownBlockOrNullification_sinceTheStart_refusesToVote() {
    start();
    hear(50, 6_000, 0, null, 0, 1, 3);
    hear(51, 7_000, OWN, null, 0, 1, 3);
    assertThat(doubles).hasSize(1);

    period = period(Round.START);
    start();
    hear(50, 6_000, 0, null, 0, 1, 3);
    hear(53, 7_000, 0, certificate(Ballot.nullify(new Round(0, 52)), 0, 1, OWN), 0, 1, 3);
    assertThat(doubles).hasSize(2);
  }

  /// Blocks of before the start, and views in which this node has voted itself, say nothing.
  @Test
  void ownVotes_ofBeforeTheStart_areNoDouble() {
    start();
    hear(20, -9_000, OWN, null, 0, 1, OWN);
    hear(30, 4_000, OWN, null, 0, 1, OWN);
    hear(38, 6_000, 0, null, 0, 1, OWN);
    hear(40, 7_000, OWN, null, 0, 1, OWN);
    hear(41, 7_000, 0, null, 0, 1, OWN);
    assertThat(doubles).isEmpty();
    hear(42, 7_000, 0, null, 0, 1, OWN);
    assertThat(doubles).hasSize(1);
  }

  @Test
  void listening_whileItCatchesUp_beginsAnew() {
    catchingUp = true;
    start();
    time.pass(50_000);
    catchingUp = false;
    time.pass(29_999);
    assertThat(events).isEmpty();
    time.pass(1);
    assertThat(events).containsExactly("votes");
  }
}
