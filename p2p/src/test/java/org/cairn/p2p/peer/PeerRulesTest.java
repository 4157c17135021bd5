package org.cairn.p2p.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

class PeerRulesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final PeerId PEER = new PeerId(Hash.ZERO);

  @Test
  void tokenBucket_emptied_refillsWithTimeUpToItsCapacity() {
    TokenBucket bucket = new TokenBucket(3, 2, 0);
    assertThat(bucket.take(3, 0)).isTrue();
    assertThat(bucket.take(1, SECOND / 2 - 1)).isFalse();
    assertThat(bucket.take(1, SECOND / 2)).isTrue();
    assertThat(bucket.take(3, 100 * SECOND)).isTrue();
    assertThat(bucket.take(1, 100 * SECOND)).isFalse();
  }

  @Test
  void ban_endsWithItsTimeAndIsNeverShortened() {
    BanList bans = new BanList();
    bans.ban(PEER, Duration.ofSeconds(10), 0);
    bans.ban(PEER, Duration.ofSeconds(1), 0);
    bans.ban(PEER, Duration.ZERO, 0);
    assertThat(bans.isBanned(PEER, 9 * SECOND)).isTrue();
    assertThat(bans.isBanned(PEER, 10 * SECOND)).isFalse();
    assertThat(bans.size()).isZero();
  }

  @Test
  void banList_isBounded() {
    BanList bans = new BanList();
    for (int i = 0; i < 5000; i++) {
      byte[] id = new byte[32];
      id[0] = (byte) i;
      id[1] = (byte) (i >>> 8);
      bans.ban(new PeerId(Hash.wrap(id)), Duration.ofSeconds(1), 0);
    }
    assertThat(bans.size()).isEqualTo(4096);
    bans.expire(SECOND);
    assertThat(bans.size()).isZero();
  }

  @Test
  void peerAddress_parsesBothFormsAndIpv6() {
    String id = "ab".repeat(32);
    assertThat(PeerAddress.parse(id + "@[::1]:30303"))
        .isEqualTo(new PeerAddress(PeerId.fromHex(id), new HostPort("::1", 30303)));
    assertThat(PeerAddress.parse("node-1.example:9").toString()).isEqualTo("node-1.example:9");
    assertThat(PeerAddress.parse(id + "@[::1]:30303").toString()).isEqualTo(id + "@[::1]:30303");
    for (String bad : List.of("", "host", "host:", "host:0", "host:65536", "ho st:1", "x@host:1")) {
      assertThatThrownBy(() -> PeerAddress.parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void disconnectReasons_haveDistinctCodesThatReadBack() {
    for (DisconnectReason reason : DisconnectReason.values()) {
      assertThat(DisconnectReason.of(reason.code())).isEqualTo(reason);
    }
    assertThat(DisconnectReason.of(0x55)).isEqualTo(DisconnectReason.CONNECTION_LOST);
  }
}
