package org.cairn.evm.precompile.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
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
    for (int shift = 63; shift <= 253; shift += 19) {
      numbers.add(BigInteger.ONE.shiftLeft(shift));
      numbers.add(BigInteger.ONE.shiftLeft(shift).subtract(BigInteger.ONE));
    }
    for (int i = 0; i < 100; i++) {
      numbers.add(new BigInteger(254, random).mod(P));
    }
    for (BigInteger a : numbers) {
      for (BigInteger b : numbers) {
        String inputs = "seed " + seed + ": " + a + ", " + b;
        Fp x = Fp.of(a);
        Fp y = Fp.of(b);
        assertThat(number(x.plus(y))).as(inputs).isEqualTo(a.add(b).mod(P));
        assertThat(number(x.minus(y))).as(inputs).isEqualTo(a.subtract(b).mod(P));
        assertThat(number(x.times(y))).as(inputs).isEqualTo(a.multiply(b).mod(P));
      }
      Fp x = Fp.of(a);
      assertThat(number(x.twice())).isEqualTo(a.shiftLeft(1).mod(P));
      assertThat(number(x.half().twice())).isEqualTo(a);
      assertThat(number(x.negated())).isEqualTo(a.negate().mod(P));
      assertThat(number(x.inverted().times(x)).signum()).isEqualTo(a.signum());
    }
  }

  @Test
  void read_ofTheModulusAndAbove_isRefused() {
    for (int i = 0; i < 3; i++) {
      byte[] bytes = P.add(BigInteger.valueOf(i)).toByteArray();
      assertThat(Fp.read(bytes, bytes.length - 32)).isNull();
    }
    byte[] largest = new byte[32];
    Arrays.fill(largest, (byte) 0xff);
    assertThat(Fp.read(largest, 0)).isNull();
    byte[] below = P.subtract(BigInteger.ONE).toByteArray();
    assertThat(Fp.read(below, below.length - 32)).isNotNull();
  }

  private static BigInteger number(Fp element) {
    byte[] bytes = new byte[32];
    element.write(bytes, 0);
    return new BigInteger(1, bytes);
  }
}
