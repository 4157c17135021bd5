package org.cairn.evm.precompile.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.cairn.evm.precompile.bn254.Reference.Complex;
import org.cairn.evm.precompile.field.FieldProperties;
import org.junit.jupiter.api.Test;

class Fp12PropertyTest {
  private static final int X = Fp12.SCRATCH_LONGS;
  private static final int Y = X + Fp12.LONGS;
  private static final int R = Y + Fp12.LONGS;
  private static final int TABLE = R + Fp12.LONGS;
  private static final int ROUNDS = 30;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final long[] m = Fp12.allocate(3 * Fp12.LONGS + Fp12.POWER_LONGS);

  @Test
  void product_ofRandomElements_isThatOfPolynomials() {
    for (int round = 0; round < ROUNDS; round++) {
      Complex[] x = stored(X);
      Complex[] y = stored(Y);
      Fp12.multiply(m, R, X, Y);
      assertThat(loaded(R)).as("seed " + seed).isEqualTo(Reference.product(x, y));
      Fp12.square(m, R, X);
      assertThat(loaded(R)).as("seed " + seed).isEqualTo(Reference.product(x, x));
      Fp12.multiply(m, X, X, Y);
      assertThat(loaded(X)).as("seed " + seed).isEqualTo(Reference.product(x, y));
      Fp12.square(m, Y, Y);
      assertThat(loaded(Y)).as("seed " + seed).isEqualTo(Reference.product(y, y));
    }
  }

  @Test
  void productWithALine_ofRandomElements_isThatOfPolynomials() {
    for (int round = 0; round < ROUNDS; round++) {
      Complex[] x = stored(X);
      Complex[] line = new Complex[6];
      Arrays.fill(line, Complex.ZERO);
      int[] powers = {3, 1, 0};
      for (int i = 0; i < 3; i++) {
        line[powers[i]] = complex();
        line[powers[i]].store(m, Y + i * Fp2.LONGS);
      }
      Fp12.multiplyLine(m, X, Y);
      assertThat(loaded(X)).as("seed " + seed).isEqualTo(Reference.product(x, line));
    }
  }

  @Test
  void inverse_timesTheElement_isOne() {
    for (int round = 0; round < ROUNDS; round++) {
      Complex[] _ = stored(X);
      Fp12.invert(m, Y, X);
      Fp12.multiply(m, R, X, Y);
      assertThat(Fp12.isOne(m, R)).as("seed " + seed).isTrue();
      Fp12.multiply(m, R, R, X);
      assertThat(Fp12.isOne(m, R)).as("seed " + seed).isFalse();
    }
  }

  @Test
  void frobenius_isThePowerOfP() {
    Complex[] x = stored(X);
    Complex[] power = x;
    for (int bit = Reference.P.bitLength() - 2; bit >= 0; bit--) {
      power = Reference.product(power, power);
      if (Reference.P.testBit(bit)) {
        power = Reference.product(power, x);
      }
    }
    Fp12.frobenius(m, R, X);
    assertThat(loaded(R)).as("seed " + seed).isEqualTo(power);
    for (int i = 1; i < 6; i++) {
      Fp12.frobenius(m, R, R);
    }
    Fp12.conjugate(m, Y, X);
    assertThat(loaded(R)).as("six times is conjugation").isEqualTo(loaded(Y));
  }

  @Test
  void cyclotomicPower_inTheCyclotomicSubgroup_isThePowerOfU() {
    Complex[] _ = stored(X);
    // (x^(p^6-1))^(p²+1)
    Fp12.invert(m, Y, X);
    Fp12.conjugate(m, X, X);
    Fp12.multiply(m, X, X, Y);
    Fp12.frobenius(m, Y, X);
    Fp12.frobenius(m, Y, Y);
    Fp12.multiply(m, X, X, Y);
    Fp12.cyclotomicSquare(m, R, X);
    Fp12.square(m, Y, X);
    assertThat(loaded(R)).as("seed " + seed).isEqualTo(loaded(Y));
    Fp12.copy(m, Y, X);
    BigInteger u = BigInteger.valueOf(G2.U);
    for (int bit = u.bitLength() - 2; bit >= 0; bit--) {
      Fp12.square(m, Y, Y);
      if (u.testBit(bit)) {
        Fp12.multiply(m, Y, Y, X);
      }
    }
    Fp12.cyclotomicPower(m, R, X, TABLE);
    assertThat(loaded(R)).as("seed " + seed).isEqualTo(loaded(Y));
  }

  private Complex complex() {
    // Zero and -1 are as likely as all others together.
    return switch (random.nextInt(4)) {
      case 0 -> Complex.of(0, -1);
      case 1 -> Complex.of(-1, 0);
      default ->
          new Complex(
              new BigInteger(256, random).mod(Reference.P),
              new BigInteger(256, random).mod(Reference.P));
    };
  }

  private Complex[] stored(int at) {
    Complex[] coefficients = new Complex[6];
    for (int k = 0; k < 6; k++) {
      coefficients[k] = complex();
      coefficients[k].store(m, at + coefficient(k));
    }
    return coefficients;
  }

  private Complex[] loaded(int at) {
    Complex[] coefficients = new Complex[6];
    for (int k = 0; k < 6; k++) {
      int from = at + coefficient(k);
      coefficients[k] =
          new Complex(
              FieldProperties.number(Fp.FIELD, m, from),
              FieldProperties.number(Fp.FIELD, m, from + 4));
    }
    return coefficients;
  }

  private static int coefficient(int k) {
    return (k & 1) * Fp6.LONGS + (k >> 1) * Fp2.LONGS;
  }
}
