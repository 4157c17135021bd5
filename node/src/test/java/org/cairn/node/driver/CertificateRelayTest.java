package org.cairn.node.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.SignerSet;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.message.Vote;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.peer.PeerId;
import org.junit.jupiter.api.Test;

final class CertificateRelayTest {
  private static final PeerId ALICE = new PeerId(Hash.ZERO);
  private static final PeerId BOB = new PeerId(Hash.fromHex("0x" + "11".repeat(32)));
  private static final Bytes SIGNATURE = Bytes.wrap(new byte[96]);
  private static final Round ROUND = new Round(0, 7);

  private final VirtualTime time = new VirtualTime(1_000);
  private final List<Sent> sent = new ArrayList<>();
  private final CertificateRelay relay =
      new CertificateRelay(time, (peer, messages) -> sent.add(new Sent(peer, messages)));

  private record Sent(PeerId peer, List<Bytes> messages) {}

  @Test
  void certificate_leavesBeforeTheNextMessageToThePeer_andOnce() {
    Certificate notarization = certificate(Ballot.notarize(ROUND, Hash.ZERO));
    Vote vote = vote(Ballot.finalize(ROUND, Hash.ZERO));
    hold(ALICE, notarization);
    hold(BOB, notarization);
    assertThat(sent).isEmpty();
    relay.send(ALICE, vote, encoded(vote));
    assertThat(sent).containsExactly(sent(ALICE, notarization, vote));
    time.pass(CertificateRelay.HOLD_MILLIS);
    assertThat(sent).hasSize(2).contains(sent(BOB, notarization));
    time.pass(10 * CertificateRelay.HOLD_MILLIS);
    assertThat(sent).hasSize(2);
  }

  @Test
  void certificate_withoutCompany_leavesWhenTimeIsUp() {
    for (int i = 1; i <= 3; i++) {
      sent.clear();
      Certificate finalization = certificate(Ballot.finalize(new Round(0, i), Hash.ZERO));
      hold(ALICE, finalization);
      time.pass(CertificateRelay.HOLD_MILLIS - 1);
      assertThat(sent).isEmpty();
      time.pass(1);
      assertThat(sent).containsExactly(sent(ALICE, finalization));
    }
  }

  @Test
  void certificate_thatThePeerShowsToHold_isNotSent() {
    Ballot notarize = Ballot.notarize(ROUND, Hash.ZERO);
    Certificate other = certificate(Ballot.notarize(new Round(0, 6), Hash.ZERO));
    for (Message shows :
        List.of(certificate(notarize), vote(Ballot.finalize(ROUND, Hash.ZERO)), child(notarize))) {
      sent.clear();
      hold(ALICE, certificate(notarize));
      hold(ALICE, other);
      hold(BOB, certificate(notarize));
      relay.heard(ALICE, shows);
      time.pass(CertificateRelay.HOLD_MILLIS);
      assertThat(sent)
          .containsExactlyInAnyOrder(sent(ALICE, other), sent(BOB, certificate(notarize)));
    }
  }

  @Test
  void certificate_thatThePeerDoesNotShowToHold_isSent() {
    Certificate finalization = certificate(Ballot.finalize(ROUND, Hash.ZERO));
    Certificate notarization = certificate(Ballot.notarize(ROUND, Hash.ZERO));
    hold(ALICE, finalization);
    hold(ALICE, notarization);
    relay.heard(ALICE, vote(Ballot.notarize(ROUND, Hash.ZERO)));
    relay.heard(ALICE, vote(Ballot.finalize(new Round(0, 8), Hash.ZERO)));
    relay.heard(ALICE, vote(Ballot.nullify(ROUND)));
    relay.heard(ALICE, new Message.Status(new Round(0, 9), 8));
    relay.heard(BOB, finalization);
    time.pass(CertificateRelay.HOLD_MILLIS);
    assertThat(sent).containsExactly(sent(ALICE, finalization, notarization));
  }

  @Test
  void proposal_thatContainsTheCertificate_leavesAlone() {
    Certificate notarization = certificate(Ballot.notarize(ROUND, Hash.ZERO));
    Proposal child = child(notarization.ballot());
    hold(ALICE, notarization);
    relay.send(ALICE, child, encoded(child));
    time.pass(CertificateRelay.HOLD_MILLIS);
    assertThat(sent).containsExactly(sent(ALICE, child));
  }

  @Test
  void manyCertificates_doNotWait_andThoseOfAGonePeerAreForgotten() {
    for (int i = 1; i <= CertificateRelay.MAX_WAITING; i++) {
      assertThat(sent).isEmpty();
      hold(ALICE, certificate(Ballot.finalize(new Round(0, i), Hash.ZERO)));
    }
    assertThat(sent.getFirst().messages()).hasSize(CertificateRelay.MAX_WAITING);
    hold(ALICE, certificate(Ballot.finalize(ROUND, Hash.ZERO)));
    relay.forget(ALICE);
    time.pass(CertificateRelay.HOLD_MILLIS);
    assertThat(sent).hasSize(1);
  }

  private void hold(PeerId peer, Certificate certificate) {
    relay.hold(peer, certificate, encoded(certificate));
  }

  private static Bytes encoded(Message message) {
    return MessageCodec.encode(message);
  }

  private static Sent sent(PeerId peer, Message... messages) {
    List<Bytes> encoded = new ArrayList<>();
    for (Message message : messages) {
      encoded.add(encoded(message));
    }
    return new Sent(peer, encoded);
  }

  private static Vote vote(Ballot ballot) {
    return new Vote(ballot, 1, SIGNATURE);
  }

  private static Certificate certificate(Ballot ballot) {
    return new Certificate(ballot, SignerSet.of(new boolean[] {true, true, true}), SIGNATURE);
  }

  /// A proposal on the block that the ballot notarizes.
  private static Proposal child(Ballot parent) {
    Justification why = new Justification(certificate(parent), List.of());
    ConsensusHeader header =
        new ConsensusHeader(
            new Round(0, parent.view() + 1),
            parent.view(),
            parent.blockId(),
            5,
            0,
            5,
            Hash.ZERO,
            StakingRoots.NONE,
            why.root(),
            SIGNATURE,
            null,
            null);
    return new Proposal(new ProposedBlock(header, why, Bytes.EMPTY), SIGNATURE);
  }
}
