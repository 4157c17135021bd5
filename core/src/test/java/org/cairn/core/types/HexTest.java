package org.cairn.core.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HexTest {
  private static final int RUNS = 2_000;

  @Test
  void encode_ofAnyBytes_isWhatTheLibrarySays() {
    Random random = new Random(11);
    for (int i = 0; i < RUNS; i++) {
      byte[] bytes = new byte[random.nextInt(70)];
      random.nextBytes(bytes);
      assertThat(Hex.encode(bytes)).isEqualTo("0x" + HexFormat.of().formatHex(bytes));
    }
  }

  @Test
  void quantity_ofAnySize_isWhatTheLibrarySays() {
    Random random = new Random(12);
    for (int bits = 0; bits <= 256; bits++) {
      check(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
      check(BigInteger.ONE.shiftLeft(Math.max(0, bits - 1)));
      check(new BigInteger(bits, random));
    }
  }

  private static void check(BigInteger value) {
    assertThat(UInt256.of(value).toHex()).isEqualTo("0x" + value.toString(16));
  }
}
