package org.cairn.evm.precompile.bn254;

import java.math.BigInteger;

/// c0 + c1·i with i² = -1.
record Fp2(Fp c0, Fp c1) {
  static final Fp2 ZERO = new Fp2(Fp.ZERO, Fp.ZERO);
  static final Fp2 ONE = new Fp2(Fp.ONE, Fp.ZERO);

  boolean isZero() {
    return c0.isZero() && c1.isZero();
  }

  boolean equalTo(Fp2 other) {
    return c0.equalTo(other.c0) && c1.equalTo(other.c1);
  }

  Fp2 plus(Fp2 other) {
    return new Fp2(c0.plus(other.c0), c1.plus(other.c1));
  }

  Fp2 minus(Fp2 other) {
    return new Fp2(c0.minus(other.c0), c1.minus(other.c1));
  }

  Fp2 twice() {
    return new Fp2(c0.twice(), c1.twice());
  }

  Fp2 half() {
    return new Fp2(c0.half(), c1.half());
  }

  Fp2 negated() {
    return new Fp2(c0.negated(), c1.negated());
  }

  Fp2 conjugated() {
    return new Fp2(c0, c1.negated());
  }

  /// Karatsuba: three products in the prime field.
  Fp2 times(Fp2 other) {
    Fp low = c0.times(other.c0);
    Fp high = c1.times(other.c1);
    Fp cross = c0.plus(c1).times(other.c0.plus(other.c1));
    return new Fp2(low.minus(high), cross.minus(low).minus(high));
  }

  Fp2 times(Fp factor) {
    return new Fp2(c0.times(factor), c1.times(factor));
  }

  Fp2 squared() {
    Fp product = c0.times(c1);
    return new Fp2(c0.plus(c1).times(c0.minus(c1)), product.twice());
  }

  /// The product with ξ = 9 + i, the constant of the tower.
  Fp2 timesXi() {
    Fp nine0 = c0.twice().twice().twice().plus(c0);
    Fp nine1 = c1.twice().twice().twice().plus(c1);
    return new Fp2(nine0.minus(c1), nine1.plus(c0));
  }

  Fp2 inverted() {
    Fp norm = c0.squared().plus(c1.squared()).inverted();
    return new Fp2(c0.times(norm), c1.times(norm).negated());
  }

  Fp2 power(BigInteger exponent) {
    Fp2 result = ONE;
    for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
      result = result.squared();
      if (exponent.testBit(bit)) {
        result = result.times(this);
      }
    }
    return result;
  }
}
