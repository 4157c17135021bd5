package org.cairn.core.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.cairn.core.types.Hex;
import org.junit.jupiter.api.Test;

class Ripemd160Test {
  @Test
  void digest_ofTheAuthorsExamples_isTheirs() {
    assertThat(digest("")).isEqualTo("0x9c1185a5c5e9fc54612808977ee8f548b2258d31");
    assertThat(digest("abc")).isEqualTo("0x8eb208f7e05d987a9b044a8e98c6b087f15a0bfc");
    assertThat(digest("1234567890".repeat(8)))
        .isEqualTo("0x9b752e45573d4b39f4dbd3323cab82bf63326bfb");
  }

  @Test
  void digest_ofEveryLengthAndOffset_agreesWithBouncyCastle() {
    long seed = System.nanoTime();
    byte[] input = new byte[400];
    new Random(seed).nextBytes(input);
    for (int length = 0; length < 300; length++) {
      int offset = length % 7;
      byte[] actual = new byte[30];
      Ripemd160.digest(input, offset, length, actual, 5);
      byte[] expected = new byte[30];
      RIPEMD160Digest digest = new RIPEMD160Digest();
      digest.update(input, offset, length);
      int _ = digest.doFinal(expected, 5);
      assertThat(actual).as("seed %d, %d bytes", seed, length).isEqualTo(expected);
    }
  }

  private static String digest(String message) {
    byte[] bytes = message.getBytes(US_ASCII);
    byte[] output = new byte[Ripemd160.SIZE_BYTES];
    Ripemd160.digest(bytes, 0, bytes.length, output, 0);
    return Hex.encode(output);
  }
}
