package org.cairn.consensus.light;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence.Offence;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.FinalityProof.Link;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.SignerSet;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

/// Conflicting proofs made to order: validators 0 to 2 sign one side, 1 to 3 the other.
final class CulpritExtractorTest {
  private static final int[] LEFT = {0, 1, 2};
  private static final int[] RIGHT = {1, 2, 3};
  private static final Justification NONE = new Justification(null, List.of());

  private final FakeBls bls = new FakeBls();
  private final EpochContext context =
      EpochContext.genesis(
          new EpochContext.Chain(4, Hash.ZERO, 0, 100),
          new ValidatorSet(FakeBls.validators(List.of(30L, 30L, 20L, 20L))),
          Hash.ZERO);
  private final CulpritExtractor extractor = new CulpritExtractor(context, bls);

  private final ConsensusHeader first = header(1, context.root().id(), 0, 1, NONE, 1);
  private final FinalityProof left =
      new FinalityProof(certificate(finalized(first), LEFT), List.of(new Link(first, NONE)));

  @Test
  void finalizations_ofTwoBlocksInOneView_convictByTheirSum() {
    ConsensusHeader other = header(1, context.root().id(), 0, 1, NONE, 2);
    FinalityProof right =
        new FinalityProof(certificate(finalized(other), RIGHT), List.of(new Link(other, NONE)));
    assertGuilty(extractor.compare(left, right), Offence.DOUBLE_FINALIZE);
    assertGuilty(extractor.compare(right, left), Offence.DOUBLE_FINALIZE);
  }

  @Test
  void chain_throughAnotherBlockOfTheView_convictsItsNotaries() {
    ConsensusHeader other = header(1, context.root().id(), 0, 1, NONE, 2);
    Justification why = new Justification(certificate(notarized(other), RIGHT), List.of());
    ConsensusHeader child = header(2, other.id(), 1, 2, why, 3);
    FinalityProof right =
        new FinalityProof(certificate(finalized(child), RIGHT), List.of(new Link(child, why)));
    assertGuilty(extractor.compare(left, right), Offence.NOTARIZE_AND_FINALIZE_OTHER);
  }

  @Test
  void chain_thatSkipsTheView_convictsWhoNullifiedIt() {
    Certificate skip = certificate(Ballot.nullify(new Round(0, 1)), RIGHT);
    Justification why = new Justification(null, List.of(skip));
    ConsensusHeader child = header(2, context.root().id(), 0, 1, why, 3);
    FinalityProof right =
        new FinalityProof(certificate(finalized(child), RIGHT), List.of(new Link(child, why)));
    assertGuilty(extractor.compare(right, left), Offence.NULLIFY_AND_FINALIZE);
  }

  @Test
  void proofs_ofOneChain_convictNobody() {
    Justification why = new Justification(certificate(notarized(first), LEFT), List.of());
    ConsensusHeader child = header(2, first.id(), 1, 2, why, 3);
    FinalityProof right =
        new FinalityProof(certificate(finalized(child), RIGHT), List.of(new Link(child, why)));
    assertThat(extractor.compare(left, right)).isEqualTo(new Conflict.None());
    assertThat(extractor.compare(left, left)).isEqualTo(new Conflict.None());
  }

  @Test
  void proof_thatEndsAboveTheView_isTooShort() {
    List<Link> path = new ArrayList<>();
    ConsensusHeader parent = header(1, context.root().id(), 0, 1, NONE, 2);
    for (int view = 2; view <= 4; view++) {
      Justification why = new Justification(certificate(notarized(parent), RIGHT), List.of());
      parent = header(view, parent.id(), view - 1, view, why, view);
      path.addFirst(new Link(parent, why));
    }
    Certificate top = certificate(finalized(parent), RIGHT);
    assertThat(extractor.compare(left, new FinalityProof(top, path.subList(0, 2))))
        .isEqualTo(new Conflict.TooShort(2));
    assertGuilty(
        extractor.compare(left, new FinalityProof(top, path)), Offence.NOTARIZE_AND_FINALIZE_OTHER);
  }

  @Test
  void proof_withoutQuorumOrWithForgedJustification_convictsNobody() {
    FinalityProof weak =
        new FinalityProof(certificate(finalized(first), 0, 1), List.of(new Link(first, NONE)));
    assertThat(extractor.compare(weak, left)).isInstanceOf(Conflict.Unproven.class);
    Certificate skip = certificate(Ballot.nullify(new Round(0, 1)), 1, 2);
    Justification why = new Justification(null, List.of(skip));
    ConsensusHeader child = header(2, context.root().id(), 0, 1, why, 3);
    FinalityProof right =
        new FinalityProof(certificate(finalized(child), RIGHT), List.of(new Link(child, why)));
    assertThat(extractor.compare(left, right)).isInstanceOf(Conflict.Unproven.class);
  }

  private void assertGuilty(Conflict conflict, Offence offence) {
    assertThat(conflict).isInstanceOf(Conflict.Guilty.class);
    Conflict.Guilty guilty = (Conflict.Guilty) conflict;
    assertThat(guilty.offence()).isEqualTo(offence);
    assertThat(guilty.validators().indices()).containsExactly(1, 2);
    assertThat(guilty.weight()).isEqualTo(50).isGreaterThan(context.validators().total() / 3);
  }

  private static Ballot finalized(ConsensusHeader header) {
    return Ballot.finalize(header.round(), header.id());
  }

  private static Ballot notarized(ConsensusHeader header) {
    return Ballot.notarize(header.round(), header.id());
  }

  private Certificate certificate(Ballot ballot, int... signers) {
    boolean[] signed = new boolean[context.validators().size()];
    List<Bytes> signatures = new ArrayList<>();
    for (int signer : signers) {
      signed[signer] = true;
      signatures.add(FakeBls.sign(FakeBls.key(signer), context.signingRoot(ballot)));
    }
    return new Certificate(ballot, SignerSet.of(signed), bls.aggregate(signatures));
  }

  private static ConsensusHeader header(
      long view, Hash parent, long parentView, long height, Justification why, int salt) {
    return new ConsensusHeader(
        new Round(0, view),
        parentView,
        parent,
        height,
        0,
        view,
        Sha256.hash(new byte[] {(byte) salt}),
        StakingRoots.NONE,
        why.root(),
        Bytes.wrap(new byte[96]),
        null,
        null);
  }
}
