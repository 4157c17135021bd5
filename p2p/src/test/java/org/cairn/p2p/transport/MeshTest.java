package org.cairn.p2p.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.peer.Channel;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerAddress;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.peer.PeerInfo;
import org.cairn.p2p.transport.TestNode.Event;
import org.junit.jupiter.api.Test;

class MeshTest extends NetworkTest {
  @Test
  void twoNodes_oneDialsTheOther_knowEachOther() {
    try (TestNode a = TestNode.on(vertx).validator(1).start();
        TestNode b = TestNode.on(vertx).dials(a).start()) {
      PeerInfo seenByA = a.awaitUp(b);
      PeerInfo seenByB = b.awaitUp(a);

      assertThat(seenByA.outbound()).isFalse();
      assertThat(seenByB.outbound()).isTrue();
      assertThat(seenByB.validatorKey()).isEqualTo(TestKeys.validatorKey(1));
      assertThat(seenByA.validatorKey()).isNull();
      assertThat(seenByA.listening()).isEqualTo(b.at);
      assertThat(a.network.counters().peers()).isEqualTo(1);
      assertThat(a.network.peers()).containsExactly(seenByA);
    }
  }

  @Test
  void send_manyMessages_arriveInOrderOnTheirChannel() {
    try (TestNode a = TestNode.on(vertx).start();
        TestNode b = TestNode.on(vertx).dials(a).start()) {
      b.awaitUp(a);
      for (int i = 0; i < 2000; i++) {
        assertThat(b.network.send(a.id(), Channel.CONSENSUS, number(i))).isTrue();
        assertThat(b.network.send(a.id(), Channel.BLOCKS, number(i))).isTrue();
      }
      a.await(Event.Message.class, m -> is(m, Channel.CONSENSUS, 1999));
      a.await(Event.Message.class, m -> is(m, Channel.BLOCKS, 1999));

      for (Channel channel : List.of(Channel.CONSENSUS, Channel.BLOCKS)) {
        List<Bytes> got = new ArrayList<>();
        for (Event event : a.events()) {
          if (event instanceof Event.Message m && m.channel() == channel) {
            got.add(m.bytes());
          }
        }
        assertThat(got).hasSize(2000);
        for (int i = 0; i < got.size(); i++) {
          assertThat(got.get(i)).isEqualTo(number(i));
        }
      }
    }
  }

  @Test
  void send_theLargestMessage_arrivesWhole() {
    try (TestNode a = TestNode.on(vertx).start();
        TestNode b = TestNode.on(vertx).dials(a).start()) {
      b.awaitUp(a);
      byte[] large = new byte[Channel.CONSENSUS.maxMessageBytes()];
      for (int i = 0; i < large.length; i++) {
        large[i] = (byte) ((i * 31) >>> 3);
      }
      Bytes message = Bytes.wrap(large);
      assertThat(b.network.send(a.id(), Channel.CONSENSUS, message)).isTrue();
      assertThat(a.awaitMessage(m -> m.size() > 1)).isEqualTo(message);

      Bytes tooLarge = Bytes.wrap(new byte[large.length + 1]);
      assertThatThrownBy(() -> b.network.send(a.id(), Channel.CONSENSUS, tooLarge))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void fourNodes_allDialEachOtherAtOnce_oneConnectionEachThatStays() {
    List<NodeCertificate> identities = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      identities.add(TestKeys.node());
      try (TestNode probe = TestNode.on(vertx).start()) {
        ports.add(probe.at.port());
      }
    }
    List<TestNode> nodes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      TestNode.Setup setup =
          TestNode.on(vertx).identity(identities.get(i)).validator(i + 1).port(ports.get(i));
      for (int j = 0; j < 4; j++) {
        // A node's own address is among them, as in a configuration that all nodes share.
        setup.dials(new PeerAddress(null, new HostPort("127.0.0.1", ports.get(j))));
      }
      nodes.add(setup.start());
    }
    for (TestNode node : nodes) {
      for (TestNode other : nodes) {
        if (other != node) {
          node.awaitUp(other);
        }
      }
    }
    // A round of messages on each link shows that all of them are alive.
    for (TestNode node : nodes) {
      assertThat(node.network.broadcast(Channel.CONSENSUS, number(7))).isEqualTo(3);
    }
    for (TestNode node : nodes) {
      Set<PeerId> senders = new HashSet<>();
      while (senders.size() < 3) {
        senders.add(
            node.await(Event.Message.class, m -> !senders.contains(m.peer().id())).peer().id());
      }
      assertThat(node.events().stream().filter(Event.Up.class::isInstance)).hasSize(3);
      assertThat(node.events().stream().filter(Event.Down.class::isInstance)).isEmpty();
    }
    nodes.forEach(TestNode::close);
  }

  @Test
  void peerExchange_nodesThatShareOneNeighbour_findEachOther() {
    try (TestNode hub = TestNode.on(vertx).start();
        TestNode a = TestNode.on(vertx).dials(hub).start();
        TestNode b = TestNode.on(vertx).dials(hub).start();
        TestNode c = TestNode.on(vertx).dials(hub).start()) {
      a.awaitUp(b);
      a.awaitUp(c);
      b.awaitUp(a);
      b.awaitUp(c);
      c.awaitUp(a);
      c.awaitUp(b);
    }
  }

  @Test
  void restartedPeer_onItsOldPort_isReconnectedAndOldSessionReplaced() {
    NodeCertificate identity = TestKeys.node();
    TestNode first = TestNode.on(vertx).identity(identity).start();
    try (TestNode b = TestNode.on(vertx).dials(first).start()) {
      b.awaitUp(first);
      first.close();
      assertThat(b.awaitDown(first.id())).isEqualTo(DisconnectReason.SHUTDOWN);
      b.forget();
      try (TestNode second = TestNode.on(vertx).identity(identity).port(first.at.port()).start()) {
        b.awaitUp(second);
        second.awaitUp(b);
        assertThat(b.network.send(second.id(), Channel.CONSENSUS, number(1))).isTrue();
        assertThat(second.awaitMessage(m -> m.equals(number(1)))).isNotNull();
      }
    }
  }

  @Test
  void twinWithTheSameKey_replacesTheOlderConnection() {
    NodeCertificate identity = TestKeys.node();
    try (TestNode hub = TestNode.on(vertx).start();
        TestNode first = TestNode.on(vertx).identity(identity).dials(hub).start()) {
      hub.awaitUp(first);
      try (TestNode restarted = TestNode.on(vertx).identity(identity).dials(hub).start()) {
        restarted.awaitUp(hub);
        assertThat(hub.awaitDown(TestKeys.id(identity))).isEqualTo(DisconnectReason.REPLACED);
      }
    }
  }

  @Test
  void maxPeers_reached_strangerIsRefusedButValidatorIsTaken() {
    try (TestNode hub = TestNode.on(vertx).config(config -> Configs.maxPeers(config, 1)).start();
        TestNode first = TestNode.on(vertx).dials(hub).start()) {
      hub.network.validators(Set.of(TestKeys.validatorKey(9)));
      hub.awaitUp(first);
      try (RawPeer stranger = RawPeer.connect(hub.at.port(), TestKeys.node())) {
        stranger.greet(TestNode.CHAIN);
        stranger.prove(Bytes.EMPTY);
        assertThat(stranger.awaitGoodbye().reason()).isEqualTo(DisconnectReason.TOO_MANY_PEERS);
      }
      try (TestNode validator = TestNode.on(vertx).validator(9).dials(hub).start()) {
        hub.awaitUp(validator);
        assertThat(hub.network.counters().validators()).isEqualTo(1);
        assertThat(
                hub.network.sendToValidator(TestKeys.validatorKey(9), Channel.CONSENSUS, number(5)))
            .isTrue();
        assertThat(validator.awaitMessage(m -> m.equals(number(5)))).isNotNull();
        assertThat(hub.network.broadcastToValidators(Channel.BLOCKS, number(6))).isEqualTo(1);
      }
    }
  }

  @Test
  void disconnect_withBan_refusesThePeerUntilTheBanIsOver() {
    NodeCertificate identity = TestKeys.node();
    try (TestNode hub = TestNode.on(vertx).start();
        TestNode peer = TestNode.on(vertx).identity(identity).dials(hub).start()) {
      hub.awaitUp(peer);
      hub.network.disconnect(peer.id(), DisconnectReason.MISBEHAVED, Duration.ofMillis(1500));
      assertThat(peer.awaitDown(hub.id())).isEqualTo(DisconnectReason.MISBEHAVED);
      try (RawPeer again = RawPeer.connect(hub.at.port(), identity)) {
        again.greet(TestNode.CHAIN);
        assertThat(again.awaitGoodbye().reason()).isEqualTo(DisconnectReason.BANNED);
      }
      peer.forget();
      peer.awaitUp(hub);
    }
  }

  @Test
  void start_portIsTaken_failsWithAClearMessage() {
    try (TestNode a = TestNode.on(vertx).start()) {
      assertThatThrownBy(() -> TestNode.on(vertx).port(a.at.port()).start())
          .hasMessageContaining("p2p address 127.0.0.1:" + a.at.port() + " is taken");
    }
  }

  private static boolean is(Event.Message message, Channel channel, int number) {
    return message.channel() == channel && message.bytes().equals(number(number));
  }

  private static Bytes number(int i) {
    return Bytes.of((byte) (i >>> 8), (byte) i);
  }
}
