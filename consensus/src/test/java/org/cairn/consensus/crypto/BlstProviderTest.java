package org.cairn.consensus.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.light.FinalityVerifier;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.SignerSet;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.MemoryWatermark;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Stake;
import org.junit.jupiter.api.Test;

/// Certificates with real signatures.
final class BlstProviderTest {
  private final List<BlsSecretKey> keys = new ArrayList<>();
  private final EpochContext context = context();
  private final BlstProvider bls = new BlstProvider(context.validators());
  private final CertificateVerifier certificates = new CertificateVerifier(context, bls);
  private final VoteAggregator aggregator = new VoteAggregator(context, bls);

  @Test
  void certificate_ofQuorum_isValidForItsBallotOnly() {
    Ballot ballot = Ballot.notarize(new Round(0, 3), Hash.ZERO);
    List<Vote> votes = List.of(vote(ballot, 0), vote(ballot, 1), vote(ballot, 3));
    assertThat(aggregator.isValid(ballot, votes)).isTrue();
    Certificate certificate = aggregator.aggregate(ballot, votes);
    assertThat(certificates.isValid(certificate)).isTrue();

    Ballot other = Ballot.finalize(new Round(0, 3), Hash.ZERO);
    assertThat(
            certificates.isValid(
                new Certificate(other, certificate.signers(), certificate.signature())))
        .isFalse();
    SignerSet more = SignerSet.of(new boolean[] {true, true, true, true});
    assertThat(certificates.isValid(new Certificate(ballot, more, certificate.signature())))
        .isFalse();
    assertThat(certificates.isValid(aggregator.aggregate(ballot, votes.subList(0, 2)))).isFalse();
    Bytes garbage = Bytes.wrap(new byte[96]);
    assertThat(certificates.isValid(new Certificate(ballot, certificate.signers(), garbage)))
        .isFalse();
    assertThat(bls.isWellFormed(garbage)).isFalse();
  }

  @Test
  void bad_amongVotes_isFound() {
    Ballot ballot = Ballot.nullify(new Round(0, 9));
    Vote wrong = new Vote(ballot, 2, vote(Ballot.nullify(new Round(0, 8)), 2).signature());
    List<Vote> votes = List.of(vote(ballot, 0), vote(ballot, 1), wrong, vote(ballot, 3));
    assertThat(aggregator.isValid(ballot, votes)).isFalse();
    assertThat(aggregator.bad(ballot, votes)).containsExactly(wrong);
  }

  /// Two colluders whose errors cancel out in the sum: the certificate is good, their votes are
  /// not.
  @Test
  void bad_amongVotesThatCancelOut_isFound() {
    Ballot ballot = Ballot.nullify(new Round(0, 9));
    Ballot other = Ballot.nullify(new Round(0, 8));
    Bytes shift = vote(other, 0).signature();
    Vote plus = new Vote(ballot, 1, bls.aggregate(List.of(vote(ballot, 1).signature(), shift)));
    Vote minus =
        new Vote(ballot, 2, bls.aggregate(List.of(vote(ballot, 2).signature(), negated(shift))));
    List<Vote> votes = List.of(vote(ballot, 0), plus, minus);
    assertThat(aggregator.isValid(ballot, votes)).isTrue();
    SplittableRandom random = new SplittableRandom(9);
    for (BlstProvider provider :
        List.of(bls, new BlstProvider(context.validators(), random::nextLong))) {
      assertThat(new VoteAggregator(context, provider).bad(ballot, votes))
          .containsExactly(plus, minus);
      assertThat(new VoteAggregator(context, provider).bad(ballot, votes.subList(0, 1))).isEmpty();
    }
  }

  /// Bytes that were looked at before are known again, changed ones are not taken for them.
  @Test
  void verify_ofSignatureThatWasSeenBefore_stillTellsGoodFromBad() {
    Ballot ballot = Ballot.notarize(new Round(0, 3), Hash.ZERO);
    Vote good = vote(ballot, 0);
    Bytes other = vote(ballot, 1).signature();
    Hash root = context.signingRoot(ballot);
    Bytes key = context.validators().publicKey(0);
    for (int round = 0; round < 2; round++) {
      assertThat(bls.isWellFormed(good.signature())).isTrue();
      assertThat(bls.isWellFormed(other)).isTrue();
      assertThat(bls.verify(key, root, good.signature())).isTrue();
      assertThat(bls.verify(key, root, other)).isFalse();
      assertThat(bls.verify(key, root, negated(good.signature()))).isFalse();
      assertThat(bls.verify(key, Hash.ZERO, good.signature())).isFalse();
    }
  }

  /// A point outside of the subgroup may be added up, but no sum with it passes, and the search
  /// finds it.
  @Test
  void bad_pointOutsideOfTheSubgroup_isFound() {
    Ballot ballot = Ballot.nullify(new Round(0, 9));
    byte[] bytes = new byte[96];
    bytes[0] = (byte) 0x80;
    do {
      bytes[95]++;
    } while (!bls.isWellFormed(Bytes.wrap(bytes.clone())));
    Vote stray = new Vote(ballot, 2, Bytes.wrap(bytes));
    List<Vote> votes = List.of(vote(ballot, 0), vote(ballot, 1), stray);
    assertThat(aggregator.isValid(ballot, votes)).isFalse();
    assertThat(aggregator.bad(ballot, votes)).containsExactly(stray);
    SplittableRandom random = new SplittableRandom(9);
    var batching = new BlstProvider(context.validators(), random::nextLong);
    assertThat(new VoteAggregator(context, batching).bad(ballot, votes)).containsExactly(stray);
  }

  @Test
  void recent_pastItsLimit_forgetsWhatWasUsedLeast() {
    var roots = new SignedRoots();
    for (int i = 0; i <= SignedRoots.LIMIT; i++) {
      var unused = roots.message(Hash.ZERO);
      unused = roots.message(context.signingRoot(Ballot.nullify(new Round(0, i + 1))));
    }
    assertThat(roots.size()).isEqualTo(SignedRoots.LIMIT);
    var recent = new Recent<Integer, String>(2);
    recent.put(1, "one");
    recent.put(2, "two");
    assertThat(recent.get(1)).isEqualTo("one");
    recent.put(3, "three");
    assertThat(recent.get(2)).isNull();
    assertThat(recent.get(1)).isEqualTo("one");
    assertThat(recent.size()).isEqualTo(2);
  }

  /// The same point with the other sign, which one bit of the compressed form says.
  private static Bytes negated(Bytes signature) {
    byte[] bytes = signature.toArray();
    bytes[0] ^= 0x20;
    return Bytes.wrap(bytes);
  }

  @Test
  void proof_ofDescendant_provesTheAncestor() {
    Justification none = new Justification(null, List.of());
    ConsensusHeader first = header(1, context.root().id(), 0, none);
    Certificate notarized = quorum(Ballot.notarize(first.round(), first.id()));
    Justification why = new Justification(notarized, List.of());
    ConsensusHeader second = header(2, first.id(), 1, why);
    Certificate finalized = quorum(Ballot.finalize(second.round(), second.id()));
    FinalityProof.Link upper = new FinalityProof.Link(second, why);
    FinalityProof.Link lower = new FinalityProof.Link(first, none);
    FinalityVerifier verifier = new FinalityVerifier(context, bls);
    FinalityProof proof = new FinalityProof(finalized, List.of(upper, lower));
    assertThat(verifier.isFinal(proof)).isTrue();
    assertThat(proof.header()).isEqualTo(first);
    assertThat(verifier.isFinal(proof.shortened(1))).isTrue();
    assertThat(verifier.isFinal(new FinalityProof(finalized, List.of(lower)))).isFalse();
    assertThat(verifier.isFinal(new FinalityProof(notarized, List.of(lower)))).isFalse();
    FinalityProof.Link stripped = new FinalityProof.Link(second, none);
    assertThat(verifier.isFinal(new FinalityProof(finalized, List.of(stripped, lower)))).isFalse();
    ConsensusHeader stranger = header(1, context.forkDigest(), 0, none);
    FinalityProof.Link cut = new FinalityProof.Link(stranger, none);
    assertThat(verifier.isFinal(new FinalityProof(finalized, List.of(upper, cut)))).isFalse();
  }

  @Test
  void guard_refusesWhatConvicts() {
    MemoryWatermark watermark = new MemoryWatermark();
    SigningGuard guard = SigningGuard.recover(watermark, false, List.of());
    Round round = new Round(0, 4);
    Hash other = context.forkDigest();
    assertThat(guard.permit(Ballot.notarize(round, Hash.ZERO))).isTrue();
    assertThat(guard.permit(Ballot.notarize(round, Hash.ZERO))).as("again").isTrue();
    assertThat(guard.permit(Ballot.notarize(round, other))).as("S1").isFalse();
    assertThat(guard.permit(Ballot.finalize(round, other))).as("S4").isFalse();
    assertThat(guard.permit(Ballot.finalize(round, Hash.ZERO))).isTrue();
    assertThat(guard.permit(Ballot.finalize(round, other))).as("S2").isFalse();
    assertThat(guard.permit(Ballot.nullify(round))).as("S3").isFalse();
    assertThat(guard.permit(Ballot.nullify(new Round(0, 5)))).isTrue();
    assertThat(guard.permit(Ballot.finalize(new Round(0, 5), other))).as("S3").isFalse();
    assertThat(watermark.leased().view()).isGreaterThanOrEqualTo(5);

    SigningGuard restarted =
        SigningGuard.recover(watermark, false, List.of(Ballot.nullify(new Round(0, 6))));
    assertThat(restarted.permit(Ballot.finalize(new Round(0, 6), other))).isFalse();
    SigningGuard amnesiac = SigningGuard.recover(watermark, true, List.of());
    assertThat(amnesiac.permit(Ballot.nullify(watermark.leased()))).isFalse();
    Round beyond = new Round(0, watermark.leased().view() + 1);
    assertThat(amnesiac.permit(Ballot.nullify(beyond))).isTrue();
  }

  @Test
  void guard_ofKeyWithoutHistory_waitsForAnEpochThatItSawBegin() {
    SigningGuard early = SigningGuard.recover(new MemoryWatermark(), true, List.of());
    assertThat(early.permit(Ballot.nullify(new Round(0, 1)))).isTrue();
    SigningGuard late = SigningGuard.recover(new MemoryWatermark(), true, List.of());
    assertThat(late.permit(Ballot.nullify(new Round(3, 9)))).isFalse();
    late.witnessedStart(4);
    assertThat(late.permit(Ballot.nullify(new Round(3, 900_000)))).isFalse();
    assertThat(late.permit(Ballot.nullify(new Round(4, 1)))).isTrue();
    assertThat(late.permit(Ballot.nullify(new Round(5, 1)))).isTrue();
  }

  @Test
  void provider_withInvalidKey_isRefused() {
    Validator invalid = new Validator(Bytes.wrap(new byte[48]), new Stake(1));
    ValidatorSet set = new ValidatorSet(List.of(invalid));
    assertThatThrownBy(() -> new BlstProvider(set)).isInstanceOf(IllegalArgumentException.class);
  }

  private EpochContext context() {
    List<Validator> validators = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] seed = ByteBuffer.allocate(32).putInt(i + 1).array();
      BlsSecretKey key = BlsSecretKey.deriveMaster(seed);
      keys.add(key);
      validators.add(new Validator(key.publicKey().toBytes(), new Stake(10)));
    }
    return EpochContext.genesis(
        new EpochContext.Chain(5, Hash.ZERO, 0, 32), new ValidatorSet(validators), Hash.ZERO);
  }

  private Vote vote(Ballot ballot, int validator) {
    SigningGuard guard = SigningGuard.recover(new MemoryWatermark(), false, List.of());
    GuardedSigner signer = new GuardedSigner(keys.get(validator), guard, new SignedRoots());
    Bytes signature = Objects.requireNonNull(signer.sign(ballot, context.signingRoot(ballot)));
    return new Vote(ballot, validator, signature);
  }

  private Certificate quorum(Ballot ballot) {
    return aggregator.aggregate(ballot, List.of(vote(ballot, 0), vote(ballot, 1), vote(ballot, 2)));
  }

  private static ConsensusHeader header(
      long view, Hash parentId, long parentView, Justification justification) {
    return new ConsensusHeader(
        new Round(0, view),
        parentView,
        parentId,
        view,
        0,
        view,
        Hash.ZERO,
        StakingRoots.NONE,
        justification.root(),
        Bytes.wrap(new byte[96]),
        null,
        null);
  }
}
