package org.cairn.evm.precompile.p256;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FpPropertyTest {
  private static final BigInteger P = Fp.MODULUS;

  @Test
  void arithmetic_onRandomAndEdgeNumbers_agreesWithBigInteger() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<BigInteger> numbers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      numbers.add(BigInteger.valueOf(i));
      numbers.add(P.subtract(BigInteger.valueOf(i + 1)));
      numbers.add(P.shiftRight(1).add(BigInteger.valueOf(i - 2)));
    }
    for (int shift = 31; shift <= 255; shift += 16) {
      numbers.add(BigInteger.ONE.shiftLeft(shift).mod(P));
      numbers.add(BigInteger.ONE.shiftLeft(shift).subtract(BigInteger.ONE).mod(P));
    }
    for (int i = 0; i < 150; i++) {
      numbers.add(new BigInteger(256, random).mod(P));
    }
    for (BigInteger a : numbers) {
      Fp x = Fp.of(a);
      assertThat(x.toBigInteger()).isEqualTo(a);
      assertThat(x.negated().toBigInteger()).isEqualTo(a.negate().mod(P));
      for (BigInteger b : numbers) {
        String inputs = "seed " + seed + ": " + a + ", " + b;
        Fp y = Fp.of(b);
        assertThat(x.plus(y).toBigInteger()).as(inputs).isEqualTo(a.add(b).mod(P));
        assertThat(x.minus(y).toBigInteger()).as(inputs).isEqualTo(a.subtract(b).mod(P));
        assertThat(x.times(y).toBigInteger()).as(inputs).isEqualTo(a.multiply(b).mod(P));
      }
    }
  }

  @Test
  void twice_ofTheGenerator_agreesWithAddition() {
    Point twice = Point.GENERATOR.twice();
    Point three = twice.plus(Point.GENERATOR);
    assertThat(three.plus(Point.GENERATOR.negated()).x().times(twice.z().squared()))
        .usingComparator((a, b) -> a.equalTo(b) ? 0 : 1)
        .isEqualTo(twice.x().times(three.plus(Point.GENERATOR.negated()).z().squared()));
    assertThat(Point.GENERATOR.plus(Point.GENERATOR.negated()).isInfinity()).isTrue();
  }
}
