package org.cairn.p2p.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.PeerId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandshakeTest {
  private static final ChainIdentity CHAIN = new ChainIdentity(5, hash(7));
  private static final PeerId A = new PeerId(hash(1));
  private static final PeerId B = new PeerId(hash(2));
  private static final Bytes KEY = Bytes.wrap(new byte[48]);

  private static Hash hash(int fill) {
    byte[] bytes = new byte[32];
    java.util.Arrays.fill(bytes, (byte) fill);
    return Hash.wrap(bytes);
  }

  private static Hello hello(PeerId id, @Nullable Bytes validatorKey) {
    return new Hello(
        Hello.VERSION, CHAIN, id, 1, id.value(), "host.example", 30303, "test/1", validatorKey);
  }

  private static Handshake ofA(@Nullable PeerId expected) {
    return new Handshake(hello(A, null), B, expected);
  }

  @Test
  void bothSides_inOrder_comeUp() {
    Handshake handshake = ofA(B);
    assertThat(handshake.onHello(hello(B, KEY).encode()))
        .isEqualTo(new Handshake.Step.Prove(ValidatorProof.message(CHAIN, A, B, B.value())));
    assertThat(handshake.proofSent()).isEqualTo(new Handshake.Step.Wait());
    Bytes signature = Bytes.wrap(new byte[96]);
    assertThat(handshake.onProof(signature))
        .isEqualTo(
            new Handshake.Step.Verify(
                KEY, ValidatorProof.message(CHAIN, B, A, A.value()), signature));
    assertThat(handshake.proofChecked(true)).isEqualTo(new Handshake.Step.Admit());
    assertThat(handshake.onAccept()).isEqualTo(new Handshake.Step.Wait());
    assertThat(handshake.acceptSent()).isEqualTo(new Handshake.Step.Up());
  }

  @Test
  void acceptance_mayComeBeforeOursIsSent_andProofBeforeOurs() {
    Handshake handshake = ofA(null);
    handshake.onHello(hello(B, null).encode());
    assertThat(handshake.onProof(Bytes.EMPTY)).isEqualTo(new Handshake.Step.Wait());
    assertThat(handshake.proofSent()).isEqualTo(new Handshake.Step.Admit());
    assertThat(handshake.acceptSent()).isEqualTo(new Handshake.Step.Wait());
    assertThat(handshake.onAccept()).isEqualTo(new Handshake.Step.Up());
  }

  @Test
  void hello_ofAnotherPeerThanDialed_isRefused() {
    assertThat(ofA(new PeerId(hash(3))).onHello(hello(B, null).encode()))
        .isInstanceOfSatisfying(
            Handshake.Step.Refuse.class,
            refuse -> assertThat(refuse.reason()).isEqualTo(DisconnectReason.WRONG_IDENTITY));
  }

  @Test
  void frames_outOfTurn_areMalformed() {
    assertThatThrownBy(() -> ofA(null).onProof(Bytes.EMPTY)).isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> ofA(null).onAccept()).isInstanceOf(DecodingException.class);

    Handshake twice = ofA(null);
    twice.onHello(hello(B, null).encode());
    assertThatThrownBy(() -> twice.onHello(hello(B, null).encode()))
        .isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> twice.onProof(Bytes.wrap(new byte[96])))
        .isInstanceOf(DecodingException.class);

    Handshake shortProof = ofA(null);
    shortProof.onHello(hello(B, KEY).encode());
    assertThatThrownBy(() -> shortProof.onProof(Bytes.wrap(new byte[95])))
        .isInstanceOf(DecodingException.class);
  }

  @Test
  void proofMessage_differsInEveryPart() {
    Bytes message = ValidatorProof.message(CHAIN, A, B, hash(3));
    assertThat(message)
        .isNotEqualTo(ValidatorProof.message(new ChainIdentity(6, hash(7)), A, B, hash(3)))
        .isNotEqualTo(ValidatorProof.message(new ChainIdentity(5, hash(8)), A, B, hash(3)))
        .isNotEqualTo(ValidatorProof.message(CHAIN, B, A, hash(3)))
        .isNotEqualTo(ValidatorProof.message(CHAIN, A, A, hash(3)))
        .isNotEqualTo(ValidatorProof.message(CHAIN, A, B, hash(4)));
    assertThat(new String(message.toArray(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .startsWith("cairn/p2p/validator-proof/1");
  }
}
