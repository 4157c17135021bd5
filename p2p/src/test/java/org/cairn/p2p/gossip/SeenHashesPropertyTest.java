package org.cairn.p2p.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

class SeenHashesPropertyTest {
  @Test
  void set_remembersTheLatestAndIsBounded() {
    long seed = System.nanoTime();
    System.err.println("SeenHashesPropertyTest seed " + seed);
    Random random = new Random(seed);
    int capacity = 64;
    SeenHashes seen = new SeenHashes(capacity, random.nextLong());
    List<Hash> added = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      if (i % 50 == 0) {
        bytes = new byte[32];
        bytes[31] = (byte) i;
      }
      Hash hash = Hash.wrap(bytes);
      boolean known = seen.contains(hash);
      assertThat(seen.add(hash)).isEqualTo(!known);
      assertThat(seen.add(hash)).isFalse();
      if (!known) {
        added.add(hash);
      }
      for (Hash late : added.subList(Math.max(0, added.size() - capacity), added.size())) {
        assertThat(seen.contains(late)).isTrue();
      }
    }
    int remembered = 0;
    for (Hash hash : added) {
      remembered += seen.contains(hash) ? 1 : 0;
    }
    assertThat(remembered).isLessThanOrEqualTo(2 * capacity);
  }
}
