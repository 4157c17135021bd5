package org.cairn.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.frame.FrameKind;
import org.cairn.p2p.handshake.Goodbye;
import org.cairn.p2p.peer.Channel;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.p2p.peer.PeerListener;
import org.cairn.p2p.transport.TestNode.Event;
import org.junit.jupiter.api.Test;

/// What a bad or slow peer can send, and that it costs the node no more than that peer.
class HostilePeerTest extends NetworkTest {
  @Test
  void garbage_insteadOfTls_isDroppedAndOthersAreServed() throws IOException {
    try (TestNode node = TestNode.on(vertx).start();
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), node.at.port())) {
      plain.setSoTimeout(20_000);
      plain.getOutputStream().write(new byte[4096]);
      // An alert may come before the end.
      byte[] answer = plain.getInputStream().readAllBytes();
      assertThat(answer.length).isLessThan(64);
      try (RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node()).handshake()) {
        node.awaitUp(raw.id());
      }
    }
  }

  @Test
  void garbage_insteadOfAHandshake_disconnectsAndBans() {
    NodeCertificate identity = TestKeys.node();
    try (TestNode node = TestNode.on(vertx).start()) {
      try (RawPeer raw = RawPeer.connect(node.at.port(), identity)) {
        byte[] garbage = new byte[1000];
        new Random(1).nextBytes(garbage);
        garbage[0] = 0x7f;
        raw.sendRaw(garbage);
        assertThat(raw.awaitGoodbye().reason()).isEqualTo(DisconnectReason.MALFORMED);
        assertThat(raw.isClosedByPeer()).isTrue();
      }
      try (RawPeer again = RawPeer.connect(node.at.port(), identity)) {
        again.greet(TestNode.CHAIN);
        assertThat(again.awaitGoodbye().reason()).isEqualTo(DisconnectReason.BANNED);
      }
      assertThat(node.network.counters().banned()).isEqualTo(1);
    }
  }

  @Test
  void frame_beyondItsLimit_disconnectsBeforeItsBodyIsRead() {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node()).handshake()) {
      int length = Channel.CONSENSUS.maxMessageBytes() + 2;
      raw.sendRaw(header(length, FrameKind.CONSENSUS.code()));
      Goodbye goodbye = raw.awaitGoodbye();
      assertThat(goodbye.reason()).isEqualTo(DisconnectReason.MALFORMED);
      assertThat(goodbye.detail()).contains("the limit is 10485760");
      assertThat(node.awaitDown(raw.id())).isEqualTo(DisconnectReason.MALFORMED);
    }
  }

  @Test
  void frame_ofUnknownKindOrLengthZero_disconnects() {
    for (byte[] bytes : new byte[][] {header(1, 0x77), header(0, 4), header(-1, 4)}) {
      try (TestNode node = TestNode.on(vertx).start();
          RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node()).handshake()) {
        raw.sendRaw(bytes);
        assertThat(raw.awaitGoodbye().reason()).isEqualTo(DisconnectReason.MALFORMED);
      }
    }
  }

  @Test
  void frame_beforeOrAfterItsTime_disconnects() {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer early = RawPeer.connect(node.at.port(), TestKeys.node());
        RawPeer late = RawPeer.connect(node.at.port(), TestKeys.node()).handshake()) {
      early.send(FrameKind.CONSENSUS, Bytes.of((byte) 1));
      assertThat(early.awaitGoodbye().detail()).isEqualTo("CONSENSUS out of turn");
      late.send(FrameKind.ACCEPT, Bytes.EMPTY);
      assertThat(late.awaitGoodbye().detail()).isEqualTo("ACCEPT out of turn");
      assertThat(node.events()).noneMatch(Event.Message.class::isInstance);
    }
  }

  @Test
  void message_thatAListenerCannotDecode_disconnectsAndBans() {
    PeerListener strict =
        new PeerListener() {
          @Override
          public void message(PeerInfo peer, Channel channel, Bytes message) {
            throw new DecodingException("vote of nobody");
          }
        };
    try (TestNode node = TestNode.on(vertx).listener(strict).start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node()).handshake()) {
      raw.send(FrameKind.CONSENSUS, Bytes.of((byte) 1));
      Goodbye goodbye = raw.awaitGoodbye();
      assertThat(goodbye.reason()).isEqualTo(DisconnectReason.MALFORMED);
      assertThat(goodbye.detail()).isEqualTo("vote of nobody");
      assertThat(node.awaitDown(raw.id())).isEqualTo(DisconnectReason.MALFORMED);
    }
  }

  @Test
  void smallFaults_tooMany_disconnect() {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node()).handshake()) {
      node.awaitUp(raw.id());
      for (int i = 0; i < 25; i++) {
        node.network.fault(raw.id(), "late vote");
      }
      assertThat(raw.awaitGoodbye().reason()).isEqualTo(DisconnectReason.TOO_MANY_FAULTS);
    }
  }

  @Test
  void silentPeer_isPingedAndThenDropped() {
    Duration ping = Duration.ofMillis(100);
    Duration idle = Duration.ofMillis(400);
    try (TestNode node =
            TestNode.on(vertx)
                .config(c -> Configs.timeouts(c, Duration.ofSeconds(5), ping, idle))
                .start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node()).handshake()) {
      assertThat(raw.await(FrameKind.PING).size()).isEqualTo(8);
      assertThat(raw.awaitGoodbye().reason()).isEqualTo(DisconnectReason.IDLE);
    }
  }

  @Test
  void peerThatVanishes_isDownAtOnce() {
    NodeCertificate identity = TestKeys.node();
    try (TestNode node = TestNode.on(vertx).start()) {
      try (RawPeer raw = RawPeer.connect(node.at.port(), identity).handshake()) {
        node.awaitUp(raw.id());
      }
      assertThat(node.awaitDown(TestKeys.id(identity))).isEqualTo(DisconnectReason.CONNECTION_LOST);
      assertThat(node.network.peers()).isEmpty();
    }
  }

  @Test
  void ping_isAnsweredWithItsPayload() {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node()).handshake()) {
      raw.send(FrameKind.PING, Bytes.fromHex("0x0102030405060708"));
      assertThat(raw.await(FrameKind.PONG)).isEqualTo(Bytes.fromHex("0x0102030405060708"));
    }
  }

  @Test
  void peerThatDoesNotRead_losesTransactionsAndIsDroppedForConsensus() {
    try (TestNode node = TestNode.on(vertx).start();
        RawPeer raw = RawPeer.connect(node.at.port(), TestKeys.node()).handshake()) {
      node.awaitUp(raw.id());
      Bytes block = Bytes.wrap(new byte[1 << 20]);
      boolean fits = true;
      for (int i = 0; i < 200 && fits; i++) {
        fits = node.network.send(raw.id(), Channel.TRANSACTIONS, block);
      }
      assertThat(fits).isFalse();
      assertThat(node.network.counters().droppedOut()).isPositive();
      assertThat(node.network.peers()).hasSize(1);

      fits = true;
      for (int i = 0; i < 200 && fits; i++) {
        fits = node.network.send(raw.id(), Channel.CONSENSUS, block);
      }
      assertThat(fits).isFalse();
      assertThat(node.awaitDown(raw.id())).isEqualTo(DisconnectReason.TOO_SLOW);
    }
  }

  private static byte[] header(int length, int kind) {
    return new byte[] {
      (byte) (length >>> 24),
      (byte) (length >>> 16),
      (byte) (length >>> 8),
      (byte) length,
      (byte) kind
    };
  }
}
