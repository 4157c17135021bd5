package org.cairn.evm.precompile.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignedDigitsTest {
  @Test
  void digits_ofRandomScalars_areThatScalarAndNotAdjacent() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      int width = 2 + random.nextInt(12);
      BigInteger scalar = new BigInteger(random.nextInt(257), random);
      short[] digits = SignedDigits.of(scalar, width, 257);
      BigInteger sum = BigInteger.ZERO;
      int last = -width;
      for (int i = 0; i < digits.length; i++) {
        if (digits[i] != 0) {
          assertThat(Math.abs(digits[i]) / 2).isLessThan(SignedDigits.tableSize(width));
          assertThat(digits[i] & 1).isEqualTo(1);
          assertThat(i - last).as("seed " + seed).isGreaterThanOrEqualTo(width);
          last = i;
        }
        sum = sum.add(BigInteger.valueOf(digits[i]).shiftLeft(i));
      }
      assertThat(sum).as("seed " + seed).isEqualTo(scalar);
    }
  }

  @Test
  void digits_ofAScalarThatDoesNotFit_areRefused() {
    assertThatThrownBy(() -> SignedDigits.of(BigInteger.valueOf(8), 2, 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SignedDigits.of(BigInteger.valueOf(-1), 2, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
