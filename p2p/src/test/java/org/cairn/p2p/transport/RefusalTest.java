package org.cairn.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.frame.FrameKind;
import org.cairn.p2p.handshake.ChainIdentity;
import org.cairn.p2p.handshake.Goodbye;
import org.cairn.p2p.handshake.Hello;
import org.cairn.p2p.handshake.ValidatorProof;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.PeerId;
import org.junit.jupiter.api.Test;

/// Who does not become a peer, and what it is told.
class RefusalTest extends NetworkTest {
  @Test
  void hello_wrongGenesis_isRefusedWithTheReason() {
    ChainIdentity other = new ChainIdentity(TestNode.CHAIN.chainId(), Hash.ZERO);
    Goodbye goodbye = goodbyeAfter(raw -> raw.hello(other, null));
    assertThat(goodbye.reason()).isEqualTo(DisconnectReason.WRONG_GENESIS);
    assertThat(goodbye.detail()).contains("0x00000000").contains("0x11111111");
  }

  @Test
  void hello_wrongChainId_isRefusedWithTheReason() {
    ChainIdentity other = new ChainIdentity(1, TestNode.CHAIN.genesis());
    Goodbye goodbye = goodbyeAfter(raw -> raw.hello(other, null));
    assertThat(goodbye.reason()).isEqualTo(DisconnectReason.WRONG_CHAIN);
    assertThat(goodbye.detail()).isEqualTo("yours 1, expected 1337");
  }

  @Test
  void hello_anotherVersion_isRefusedWhateverFollowsInIt() {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node())) {
      raw.send(FrameKind.HELLO, Bytes.of((byte) 0, (byte) 2, (byte) 99));
      assertThat(raw.awaitGoodbye().reason()).isEqualTo(DisconnectReason.WRONG_VERSION);
    }
  }

  @Test
  void hello_claimsAnotherNodeIdThanTheTlsKey_isRefused() {
    PeerId victim = TestKeys.id(TestKeys.node());
    Goodbye goodbye =
        goodbyeAfter(raw ->
            new Hello(Hello.VERSION, TestNode.CHAIN, victim, 1, RawPeer.NONCE, "", 0, "raw", null));
    assertThat(goodbye.reason()).isEqualTo(DisconnectReason.WRONG_IDENTITY);
  }

  @Test
  void hello_ofTheNodeItself_isRefused() {
    NodeCertificate identity = TestKeys.node();
    try (TestNode node = TestNode.on(vertx).identity(identity).start();
        RawPeer raw = RawPeer.connect(node.at.port(), identity)) {
      raw.greet(TestNode.CHAIN);
      assertThat(raw.awaitGoodbye().reason()).isEqualTo(DisconnectReason.SELF_CONNECTION);
    }
  }

  @Test
  void tls_withoutCertificate_getsNoWordThrough() {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer raw = RawPeer.connect(node.at.port(), null)) {
      assertThat(raw.isClosedByPeer()).isTrue();
      assertThat(node.network.peers()).isEmpty();
    }
  }

  @Test
  void proof_signedByAnotherKey_isRefused() {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node())) {
      Hello theirs = raw.greet(raw.hello(TestNode.CHAIN, TestKeys.validatorKey(1)));
      raw.prove(TestKeys.validator(2).sign(proof(raw, node, theirs.nonce())));
      assertThat(raw.awaitGoodbye().reason()).isEqualTo(DisconnectReason.BAD_VALIDATOR_PROOF);
    }
  }

  @Test
  void proof_madeForAnotherConnection_isRefused() {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node())) {
      raw.greet(raw.hello(TestNode.CHAIN, TestKeys.validatorKey(1)));
      raw.prove(TestKeys.validator(1).sign(proof(raw, node, RawPeer.NONCE)));
      assertThat(raw.awaitGoodbye().reason()).isEqualTo(DisconnectReason.BAD_VALIDATOR_PROOF);
    }
  }

  @Test
  void proof_relayedFromTheRealValidatorsNode_isRefused() {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer thief = RawPeer.connect(node.at.port(), TestKeys.node())) {
      Hello theirs = thief.greet(thief.hello(TestNode.CHAIN, TestKeys.validatorKey(1)));
      // The validator signed for this node and this nonce, but as a node of its own.
      Bytes signed =
          TestKeys.validator(1)
              .sign(
                  ValidatorProof.message(
                      TestNode.CHAIN,
                      TestKeys.id(TestKeys.node()),
                      theirs.nodeId(),
                      theirs.nonce()));
      thief.prove(signed);
      assertThat(thief.awaitGoodbye().reason()).isEqualTo(DisconnectReason.BAD_VALIDATOR_PROOF);
    }
  }

  @Test
  void proof_ofAKeyThatIsNoPoint_isRefused() {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node())) {
      raw.greet(raw.hello(TestNode.CHAIN, Bytes.wrap(new byte[48])));
      raw.prove(Bytes.wrap(new byte[96]));
      assertThat(raw.awaitGoodbye().reason()).isEqualTo(DisconnectReason.BAD_VALIDATOR_PROOF);
    }
  }

  @Test
  void proof_ofTheRightKey_isAccepted() {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node())) {
      Hello theirs = raw.greet(raw.hello(TestNode.CHAIN, TestKeys.validatorKey(1)));
      raw.prove(TestKeys.validator(1).sign(proof(raw, node, theirs.nonce())));
      raw.await(FrameKind.ACCEPT);
      raw.send(FrameKind.ACCEPT, Bytes.EMPTY);
      assertThat(node.awaitUp(raw.id()).validatorKey()).isEqualTo(TestKeys.validatorKey(1));
    }
  }

  @Test
  void handshake_peerSaysNothing_timesOut() {
    Duration soon = Duration.ofMillis(1500);
    try (TestNode node =
            TestNode.on(vertx).config(c -> Configs.timeouts(c, soon, soon, soon)).start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node())) {
      assertThat(raw.awaitGoodbye().reason()).isEqualTo(DisconnectReason.HANDSHAKE_TIMEOUT);
      assertThat(raw.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void secondConnectionOfTheSameRun_isRefusedByTheLowerId() {
    try (TestNode node = TestNode.on(vertx).start()) {
      NodeCertificate higher = TestKeys.node();
      while (TestKeys.id(higher).compareTo(node.id()) < 0) {
        higher = TestKeys.node();
      }
      try (RawPeer first = RawPeer.connect(node.at.port(), higher).handshake();
          RawPeer second = RawPeer.connect(node.at.port(), higher)) {
        node.awaitUp(first.id());
        second.greet(TestNode.CHAIN);
        second.prove(Bytes.EMPTY);
        assertThat(second.awaitGoodbye().reason()).isEqualTo(DisconnectReason.DUPLICATE);
        assertThat(node.network.peers()).hasSize(1);
      }
    }
  }

  private static Bytes proof(RawPeer raw, TestNode node, Hash nonce) {
    return ValidatorProof.message(TestNode.CHAIN, raw.id(), node.id(), nonce);
  }

  private interface Greeting {
    Hello of(RawPeer raw);
  }

  private Goodbye goodbyeAfter(Greeting greeting) {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node())) {
      raw.greet(greeting.of(raw));
      Goodbye goodbye = raw.awaitGoodbye();
      assertThat(node.network.peers()).isEmpty();
      return goodbye;
    }
  }
}
