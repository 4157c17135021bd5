package org.cairn.core.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.cairn.core.Seed;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

class Keccak256Test {
  @Test
  void hash_ofTheEmptyString_isTheKnownDigest() {
    assertThat(Keccak256.hash(new byte[0]))
        .isEqualTo(
            Hash.fromHex("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"));
  }

  @Test
  void hash_ofAbc_isTheKnownDigest() {
    assertThat(Keccak256.hash("abc".getBytes(US_ASCII)))
        .isEqualTo(
            Hash.fromHex("4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"));
  }

  @Test
  void hash_ofEachLengthAroundThreeBlocks_equalsBouncyCastle() {
    Random random = Seed.random(Keccak256Test.class);
    for (int length = 0; length <= 3 * 136 + 1; length++) {
      byte[] input = Seed.bytes(random, length);
      assertThat(Keccak256.hash(input).toArray()).as("length %d", length).isEqualTo(oracle(input));
    }
  }

  @Test
  void digest_ofRandomSlices_equalsBouncyCastleAndWritesNothingElse() {
    Random random = Seed.random(Keccak256Test.class);
    for (int i = 0; i < 2_000; i++) {
      byte[] input = Seed.bytes(random, 1 + random.nextInt(2_000));
      int offset = random.nextInt(input.length);
      int length = random.nextInt(input.length - offset + 1);
      byte[] output = new byte[40];
      Keccak256.digest(input, offset, length, output, 5);
      byte[] expected = new byte[40];
      System.arraycopy(
          oracle(Arrays.copyOfRange(input, offset, offset + length)), 0, expected, 5, 32);
      assertThat(output).isEqualTo(expected);
    }
  }

  @Test
  void digest_intoItsOwnInput_readsAllBeforeItWrites() {
    byte[] bytes = Seed.bytes(new Random(1), 64);
    byte[] expected = oracle(bytes);
    Keccak256.digest(bytes, 0, 64, bytes, 0);
    assertThat(Arrays.copyOf(bytes, 32)).isEqualTo(expected);
  }

  @Test
  void digest_beyondTheInput_throws() {
    assertThatThrownBy(() -> Keccak256.hash(new byte[10], 5, 6))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static byte[] oracle(byte[] input) {
    return new Keccak.Digest256().digest(input);
  }
}
