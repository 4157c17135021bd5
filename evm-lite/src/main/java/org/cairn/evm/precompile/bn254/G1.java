package org.cairn.evm.precompile.bn254;

import org.jspecify.annotations.Nullable;

/// A point of y² = x³ + 3 over the prime field in Jacobian coordinates (x/z², y/z³); z = 0 is the
/// point at infinity. The curve has prime order: every point is in the group.
record G1(Fp x, Fp y, Fp z) {
  static final int SIZE_BYTES = 2 * Fp.SIZE_BYTES;
  static final G1 INFINITY = new G1(Fp.ONE, Fp.ONE, Fp.ZERO);

  private static final Fp B = Fp.of(3);
  private static final int WINDOW_BITS = 4;

  /// Reads x and y, zeros for infinity; nothing when they name no point (EIP-196).
  static @Nullable G1 read(byte[] bytes, int offset) {
    Fp x = Fp.read(bytes, offset);
    Fp y = Fp.read(bytes, offset + Fp.SIZE_BYTES);
    if (x == null || y == null) {
      return null;
    }
    if (x.isZero() && y.isZero()) {
      return INFINITY;
    }
    return y.squared().equalTo(x.squared().times(x).plus(B)) ? new G1(x, y, Fp.ONE) : null;
  }

  byte[] toBytes() {
    byte[] result = new byte[SIZE_BYTES];
    if (!isInfinity()) {
      G1 affine = affine();
      affine.x.write(result, 0);
      affine.y.write(result, Fp.SIZE_BYTES);
    }
    return result;
  }

  boolean isInfinity() {
    return z.isZero();
  }

  /// The same point with z = 1; not for infinity.
  G1 affine() {
    if (z.equalTo(Fp.ONE)) {
      return this;
    }
    Fp inverse = z.inverted();
    Fp inverse2 = inverse.squared();
    return new G1(x.times(inverse2), y.times(inverse2).times(inverse), Fp.ONE);
  }

  G1 negated() {
    return new G1(x, y.negated(), z);
  }

  /// dbl-2009-l of the Explicit-Formulas Database.
  G1 twice() {
    Fp a = x.squared();
    Fp b = y.squared();
    Fp c = b.squared();
    Fp d = x.plus(b).squared().minus(a).minus(c).twice();
    Fp e = a.twice().plus(a);
    Fp x3 = e.squared().minus(d.twice());
    Fp y3 = e.times(d.minus(x3)).minus(c.twice().twice().twice());
    return new G1(x3, y3, y.times(z).twice());
  }

  /// add-2007-bl of the Explicit-Formulas Database, made complete.
  G1 plus(G1 other) {
    if (isInfinity()) {
      return other;
    }
    if (other.isInfinity()) {
      return this;
    }
    Fp z1z1 = z.squared();
    Fp z2z2 = other.z.squared();
    Fp u1 = x.times(z2z2);
    Fp s1 = y.times(other.z).times(z2z2);
    Fp h = other.x.times(z1z1).minus(u1);
    Fp r = other.y.times(z).times(z1z1).minus(s1).twice();
    if (h.isZero()) {
      return r.isZero() ? twice() : INFINITY;
    }
    Fp i = h.twice().squared();
    Fp j = h.times(i);
    Fp v = u1.times(i);
    Fp x3 = r.squared().minus(j).minus(v.twice());
    Fp y3 = r.times(v.minus(x3)).minus(s1.times(j).twice());
    Fp z3 = z.plus(other.z).squared().minus(z1z1).minus(z2z2).times(h);
    return new G1(x3, y3, z3);
  }

  /// The multiple by 32 big-endian bytes, four bits at a time.
  G1 times(byte[] scalar, int offset) {
    G1[] multiples = new G1[1 << WINDOW_BITS];
    multiples[0] = INFINITY;
    multiples[1] = this;
    for (int i = 2; i < multiples.length; i++) {
      multiples[i] = (i & 1) == 0 ? multiples[i / 2].twice() : multiples[i - 1].plus(this);
    }
    G1 result = INFINITY;
    for (int i = 0; i < 64; i++) {
      if (!result.isInfinity()) {
        result = result.twice().twice().twice().twice();
      }
      int digit = scalar[offset + i / 2] >>> ((i & 1) == 0 ? WINDOW_BITS : 0) & 0xf;
      result = result.plus(multiples[digit]);
    }
    return result;
  }
}
