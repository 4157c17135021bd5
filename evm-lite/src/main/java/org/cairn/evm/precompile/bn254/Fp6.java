package org.cairn.evm.precompile.bn254;

/// b0 + b1·v + b2·v² with v³ = ξ = 9 + i.
record Fp6(Fp2 b0, Fp2 b1, Fp2 b2) {
  static final Fp6 ZERO = new Fp6(Fp2.ZERO, Fp2.ZERO, Fp2.ZERO);
  static final Fp6 ONE = new Fp6(Fp2.ONE, Fp2.ZERO, Fp2.ZERO);

  boolean equalTo(Fp6 other) {
    return b0.equalTo(other.b0) && b1.equalTo(other.b1) && b2.equalTo(other.b2);
  }

  Fp6 plus(Fp6 other) {
    return new Fp6(b0.plus(other.b0), b1.plus(other.b1), b2.plus(other.b2));
  }

  Fp6 minus(Fp6 other) {
    return new Fp6(b0.minus(other.b0), b1.minus(other.b1), b2.minus(other.b2));
  }

  Fp6 twice() {
    return new Fp6(b0.twice(), b1.twice(), b2.twice());
  }

  Fp6 negated() {
    return new Fp6(b0.negated(), b1.negated(), b2.negated());
  }

  /// Karatsuba in three terms: six products in Fp2.
  Fp6 times(Fp6 other) {
    Fp2 t0 = b0.times(other.b0);
    Fp2 t1 = b1.times(other.b1);
    Fp2 t2 = b2.times(other.b2);
    Fp2 c0 = b1.plus(b2).times(other.b1.plus(other.b2)).minus(t1).minus(t2).timesXi().plus(t0);
    Fp2 c1 = b0.plus(b1).times(other.b0.plus(other.b1)).minus(t0).minus(t1).plus(t2.timesXi());
    Fp2 c2 = b0.plus(b2).times(other.b0.plus(other.b2)).minus(t0).minus(t2).plus(t1);
    return new Fp6(c0, c1, c2);
  }

  Fp6 times(Fp2 factor) {
    return new Fp6(b0.times(factor), b1.times(factor), b2.times(factor));
  }

  /// The product with s0 + s1·v: five products in Fp2.
  Fp6 timesSparse(Fp2 s0, Fp2 s1) {
    Fp2 t0 = b0.times(s0);
    Fp2 t1 = b1.times(s1);
    Fp2 c0 = b1.plus(b2).times(s1).minus(t1).timesXi().plus(t0);
    Fp2 c1 = b0.plus(b1).times(s0.plus(s1)).minus(t0).minus(t1);
    Fp2 c2 = b0.plus(b2).times(s0).minus(t0).plus(t1);
    return new Fp6(c0, c1, c2);
  }

  Fp6 timesV() {
    return new Fp6(b2.timesXi(), b0, b1);
  }

  Fp6 squared() {
    return times(this);
  }

  Fp6 inverted() {
    Fp2 t0 = b0.squared().minus(b1.times(b2).timesXi());
    Fp2 t1 = b2.squared().timesXi().minus(b0.times(b1));
    Fp2 t2 = b1.squared().minus(b0.times(b2));
    Fp2 norm = b2.times(t1).plus(b1.times(t2)).timesXi().plus(b0.times(t0)).inverted();
    return new Fp6(t0.times(norm), t1.times(norm), t2.times(norm));
  }
}
