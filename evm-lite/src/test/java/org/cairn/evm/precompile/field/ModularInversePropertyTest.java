package org.cairn.evm.precompile.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModularInversePropertyTest {
  @Test
  void inverse_moduloRandomOddNumbers_agreesWithBigInteger() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      BigInteger modulus = new BigInteger(2 + random.nextInt(255), random).setBit(0);
      if (modulus.equals(BigInteger.ONE)) {
        continue;
      }
      BigInteger x = new BigInteger(256, random).mod(modulus);
      check(modulus, x, "seed " + seed);
    }
  }

  @Test
  void inverse_ofEdgeNumbers_agreesWithBigInteger() {
    BigInteger one = BigInteger.ONE;
    BigInteger[] moduli = {
      BigInteger.valueOf(3),
      one.shiftLeft(62).subtract(one),
      one.shiftLeft(62).add(one),
      one.shiftLeft(124).add(one),
      one.shiftLeft(255).add(one),
      one.shiftLeft(256).subtract(one),
      one.shiftLeft(256).subtract(BigInteger.valueOf(189)),
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16),
    };
    for (BigInteger modulus : moduli) {
      for (int i = 0; i < 5; i++) {
        check(modulus, BigInteger.valueOf(i).mod(modulus), "small");
        check(modulus, BigInteger.valueOf(-i).mod(modulus), "negative");
      }
      for (int bit = 1; bit < modulus.bitLength(); bit += 7) {
        check(modulus, one.shiftLeft(bit).mod(modulus), "power of two");
        check(modulus, one.shiftLeft(bit).subtract(one).mod(modulus), "ones");
      }
    }
  }

  @Test
  void inversion_moduloAnEvenNumber_isRefused() {
    assertThatThrownBy(() -> new ModularInverse(BigInteger.TEN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void check(BigInteger modulus, BigInteger x, String label) {
    boolean isInvertible = x.gcd(modulus).equals(BigInteger.ONE);
    if (!isInvertible && x.signum() != 0) {
      return;
    }
    long[] m = Limbs.of(x);
    new ModularInverse(modulus).invert(m, 0, 0);
    assertThat(new BigInteger(1, bytes(m)))
        .as("%s: %s modulo %s", label, x, modulus)
        .isEqualTo(isInvertible ? x.modInverse(modulus) : BigInteger.ZERO);
  }

  private static byte[] bytes(long[] m) {
    byte[] bytes = new byte[Limbs.SIZE_BYTES];
    Limbs.write(m, 0, bytes, 0);
    return bytes;
  }
}
