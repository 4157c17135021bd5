package org.cairn.evm.precompile.bn254;

import java.math.BigInteger;

/// c0 + c1·w with w² = v; so w⁶ = ξ, and the six coefficients over Fp2 belong to the powers 0, 2, 4
/// of w (in c0) and 1, 3, 5 (in c1).
record Fp12(Fp6 c0, Fp6 c1) {
  static final Fp12 ONE = new Fp12(Fp6.ONE, Fp6.ZERO);

  /// ξ^(i(p-1)/6): what w^i becomes a multiple of itself by under x -> x^p.
  private static final Fp2[] FROBENIUS = frobenius();

  private static Fp2[] frobenius() {
    BigInteger sixth = Fp.MODULUS.subtract(BigInteger.ONE).divide(BigInteger.valueOf(6));
    Fp2[] powers = new Fp2[6];
    powers[0] = Fp2.ONE;
    powers[1] = Fp2.ONE.timesXi().power(sixth);
    for (int i = 2; i < powers.length; i++) {
      powers[i] = powers[i - 1].times(powers[1]);
    }
    return powers;
  }

  /// ξ^(i(p-1)/6).
  static Fp2 frobeniusCoefficient(int i) {
    return FROBENIUS[i];
  }

  boolean isOne() {
    return c0.equalTo(Fp6.ONE) && c1.equalTo(Fp6.ZERO);
  }

  Fp12 times(Fp12 other) {
    Fp6 t0 = c0.times(other.c0);
    Fp6 t1 = c1.times(other.c1);
    Fp6 cross = c0.plus(c1).times(other.c0.plus(other.c1));
    return new Fp12(t0.plus(t1.timesV()), cross.minus(t0).minus(t1));
  }

  /// The product with l0 + l1·w + l3·w³, the shape of a line.
  Fp12 timesLine(Fp2 l0, Fp2 l1, Fp2 l3) {
    Fp6 t0 = c0.times(l0);
    Fp6 t1 = c1.timesSparse(l1, l3);
    Fp2 sum = l0.plus(l1);
    Fp6 cross = c0.plus(c1).timesSparse(sum, l3);
    return new Fp12(t0.plus(t1.timesV()), cross.minus(t0).minus(t1));
  }

  /// Complex squaring: two products in Fp6.
  Fp12 squared() {
    Fp6 product = c0.times(c1);
    Fp6 cross = c0.plus(c1).times(c0.plus(c1.timesV()));
    return new Fp12(cross.minus(product).minus(product.timesV()), product.twice());
  }

  /// x^(p^6), the inverse within the cyclotomic subgroup.
  Fp12 conjugated() {
    return new Fp12(c0, c1.negated());
  }

  Fp12 inverted() {
    Fp6 norm = c0.squared().minus(c1.squared().timesV()).inverted();
    return new Fp12(c0.times(norm), c1.times(norm).negated());
  }

  /// x^p.
  Fp12 frobenius(int times) {
    Fp12 result = this;
    for (int i = 0; i < times; i++) {
      result = result.frobenius1();
    }
    return result;
  }

  private Fp12 frobenius1() {
    return new Fp12(
        new Fp6(
            c0.b0().conjugated(),
            c0.b1().conjugated().times(FROBENIUS[2]),
            c0.b2().conjugated().times(FROBENIUS[4])),
        new Fp6(
            c1.b0().conjugated().times(FROBENIUS[1]),
            c1.b1().conjugated().times(FROBENIUS[3]),
            c1.b2().conjugated().times(FROBENIUS[5])));
  }

  /// The square of an element of the cyclotomic subgroup (Granger and Scott, 2010): nine squarings
  /// in Fp2 instead of twelve products.
  Fp12 cyclotomicSquared() {
    Fp2 t0 = c1.b1().squared();
    Fp2 t1 = c0.b0().squared();
    Fp2 t6 = c1.b1().plus(c0.b0()).squared().minus(t0).minus(t1);
    Fp2 t2 = c0.b2().squared();
    Fp2 t3 = c1.b0().squared();
    Fp2 t7 = c0.b2().plus(c1.b0()).squared().minus(t2).minus(t3);
    Fp2 t4 = c1.b2().squared();
    Fp2 t5 = c0.b1().squared();
    Fp2 t8 = c1.b2().plus(c0.b1()).squared().minus(t4).minus(t5).timesXi();
    Fp2 s0 = t0.timesXi().plus(t1);
    Fp2 s2 = t2.timesXi().plus(t3);
    Fp2 s4 = t4.timesXi().plus(t5);
    return new Fp12(
        new Fp6(
            s0.minus(c0.b0()).twice().plus(s0),
            s2.minus(c0.b1()).twice().plus(s2),
            s4.minus(c0.b2()).twice().plus(s4)),
        new Fp6(
            t8.plus(c1.b0()).twice().plus(t8),
            t6.plus(c1.b1()).twice().plus(t6),
            t7.plus(c1.b2()).twice().plus(t7)));
  }

  /// The power of an element of the cyclotomic subgroup.
  Fp12 cyclotomicPower(long exponent) {
    Fp12 result = this;
    for (int bit = 62 - Long.numberOfLeadingZeros(exponent); bit >= 0; bit--) {
      result = result.cyclotomicSquared();
      if ((exponent >>> bit & 1) != 0) {
        result = result.times(this);
      }
    }
    return result;
  }
}
