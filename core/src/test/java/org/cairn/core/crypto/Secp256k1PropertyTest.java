package org.cairn.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.cairn.core.Seed;
import org.junit.jupiter.api.Test;

/// libsecp256k1 and Bouncy Castle give the same answers, for good signatures and for random ones.
class Secp256k1PropertyTest {
  private static final int RUNS = 150;

  private final Ecdsa library = Objects.requireNonNull(NativeEcdsa.load());
  private final Ecdsa bouncy = new BouncyEcdsa();

  @Test
  void sign_recoverAndVerify_areTheSameInBoth() {
    Random random = Seed.random(Secp256k1PropertyTest.class);
    for (int i = 0; i < RUNS; i++) {
      byte[] secret = Seed.bytes(random, 32);
      byte[] hash = Seed.bytes(random, 32);
      byte[] publicKey = library.publicKey(secret);
      assertThat(bouncy.publicKey(secret)).isEqualTo(publicKey);
      byte[] signature = library.sign(hash, secret);
      assertThat(bouncy.sign(hash, secret)).isEqualTo(signature);
      for (int parity = 0; parity < 2; parity++) {
        assertThat(bouncy.recover(hash, signature, parity))
            .isEqualTo(library.recover(hash, signature, parity));
      }
      assertThat(library.verify(hash, signature, publicKey)).isTrue();
      assertThat(bouncy.verify(hash, signature, publicKey)).isTrue();
      hash[random.nextInt(32)] ^= 1;
      assertThat(library.verify(hash, signature, publicKey)).isFalse();
      assertThat(bouncy.verify(hash, signature, publicKey)).isFalse();
    }
  }

  @Test
  void recover_ofRandomNumbers_isTheSameInBoth() {
    Random random = Seed.random(Secp256k1PropertyTest.class);
    int recovered = 0;
    for (int i = 0; i < RUNS; i++) {
      byte[] hash = Seed.bytes(random, 32);
      byte[] compact = Seed.bytes(random, 64);
      byte[] key = library.recover(hash, compact, i & 1);
      assertThat(bouncy.recover(hash, compact, i & 1)).isEqualTo(key);
      recovered += key == null ? 0 : 1;
    }
    assertThat(recovered).isBetween(RUNS / 5, RUNS * 4 / 5);
  }
}
