package org.cairn.p2p.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.core.types.Hash;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.peer.PeerInfo;
import org.junit.jupiter.api.Test;

class WantedTransactionsTest {
  private static final long PATIENCE = WantedTransactions.PATIENCE.toNanos();
  private static final long TIMEOUT = WantedTransactions.PULL_TIMEOUT.toNanos();

  private final WantedTransactions wanted = new WantedTransactions();
  private final PeerTransactions a = peer(1);
  private final PeerTransactions b = peer(2);

  private static Hash hash(int number) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) (number >>> 8);
    bytes[1] = (byte) number;
    return Hash.wrap(bytes);
  }

  private static PeerTransactions peer(int number) {
    PeerInfo info =
        new PeerInfo(new PeerId(hash(number)), new HostPort("host", 1), null, false, "", null);
    return new PeerTransactions(info, 1, 0);
  }

  @Test
  void due_afterPatience_asksTheFirstAndThenTheNextAnnouncer() {
    wanted.announced(hash(1), a, 0);
    wanted.announced(hash(1), b, 0);
    assertThat(wanted.due(PATIENCE - 1)).isEmpty();
    assertThat(wanted.due(PATIENCE)).containsOnlyKeys(a).containsValue(List.of(hash(1)));
    assertThat(wanted.due(PATIENCE + TIMEOUT - 1)).isEmpty();
    assertThat(wanted.due(PATIENCE + TIMEOUT)).containsOnlyKeys(b);
    assertThat(wanted.due(PATIENCE + 2 * TIMEOUT)).isEmpty();
    assertThat(wanted.size()).isZero();
    assertThat(a.announced + a.pulling + b.announced + b.pulling).isZero();
  }

  @Test
  void arrived_beforeItWasAskedFor_isNeverPulled() {
    wanted.announced(hash(1), a, 0);
    assertThat(wanted.arrived(hash(1), a)).isFalse();
    assertThat(wanted.due(PATIENCE)).isEmpty();
    assertThat(a.announced).isZero();
  }

  @Test
  void arrived_fromWhoWasAsked_saysSo() {
    wanted.announced(hash(1), a, 0);
    assertThat(wanted.due(PATIENCE)).hasSize(1);
    assertThat(wanted.arrived(hash(1), a)).isTrue();
    assertThat(a.announced + a.pulling).isZero();
  }

  @Test
  void lostPeer_whoWasAsked_isReplacedByTheNext() {
    wanted.announced(hash(1), a, 0);
    wanted.announced(hash(1), b, 0);
    assertThat(wanted.due(PATIENCE)).containsOnlyKeys(a);
    wanted.lost(a);
    assertThat(wanted.due(PATIENCE)).containsOnlyKeys(b);
  }

  @Test
  void announced_byOnePeer_isBoundedAndPulledInParts() {
    for (int i = 0; i < 10_000; i++) {
      wanted.announced(hash(i), a, 0);
    }
    assertThat(wanted.size()).isEqualTo(4096);
    assertThat(wanted.due(PATIENCE).get(a)).hasSize(512);
    assertThat(wanted.due(PATIENCE)).isEmpty();
  }
}
