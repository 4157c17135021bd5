package org.cairn.evm.precompile.bn254;

import org.jspecify.annotations.Nullable;

/// A point of the twist y² = x³ + 3/ξ over Fp2 in Jacobian coordinates; z = 0 is infinity. The
/// twist's order is not prime: a point from outside must be tested for the right subgroup.
record G2(Fp2 x, Fp2 y, Fp2 z) {
  static final int SIZE_BYTES = 4 * Fp.SIZE_BYTES;
  static final G2 INFINITY = new G2(Fp2.ONE, Fp2.ONE, Fp2.ZERO);

  /// The constant of the twist.
  static final Fp2 B = Fp2.ONE.timesXi().inverted().times(Fp.of(3));

  /// The curve family's parameter u.
  static final long U = 4965661367192848881L;

  /// Reads x and y, each with the imaginary part first (EIP-197), zeros for infinity; nothing when
  /// they name no point of the group.
  static @Nullable G2 read(byte[] bytes, int offset) {
    Fp x1 = Fp.read(bytes, offset);
    Fp x0 = Fp.read(bytes, offset + Fp.SIZE_BYTES);
    Fp y1 = Fp.read(bytes, offset + 2 * Fp.SIZE_BYTES);
    Fp y0 = Fp.read(bytes, offset + 3 * Fp.SIZE_BYTES);
    if (x0 == null || x1 == null || y0 == null || y1 == null) {
      return null;
    }
    Fp2 x = new Fp2(x0, x1);
    Fp2 y = new Fp2(y0, y1);
    if (x.isZero() && y.isZero()) {
      return INFINITY;
    }
    if (!y.squared().equalTo(x.squared().times(x).plus(B))) {
      return null;
    }
    G2 point = new G2(x, y, Fp2.ONE);
    return point.isInGroup() ? point : null;
  }

  boolean isInfinity() {
    return z.isZero();
  }

  /// Whether the point has the group's order r. The endomorphism ψ satisfies ψ² - tψ + p = 0; so
  /// ψ(Q) = (t-1)Q, with t-1 = 6u², gives (p + 1 - t)Q = rQ = 0, and on the group ψ is
  /// multiplication by p = t-1 mod r.
  boolean isInGroup() {
    G2 multiple = times(U).times(U).times(6);
    return multiple.sameAs(frobenius());
  }

  /// ψ: untwist, raise to the p-th power, twist. Keeps z = 1.
  G2 frobenius() {
    return new G2(
        x.conjugated().times(Fp12.frobeniusCoefficient(2)),
        y.conjugated().times(Fp12.frobeniusCoefficient(3)),
        z.conjugated());
  }

  G2 negated() {
    return new G2(x, y.negated(), z);
  }

  private boolean sameAs(G2 other) {
    if (isInfinity() || other.isInfinity()) {
      return isInfinity() && other.isInfinity();
    }
    Fp2 zz = z.squared();
    Fp2 otherZz = other.z.squared();
    return x.times(otherZz).equalTo(other.x.times(zz))
        && y.times(otherZz).times(other.z).equalTo(other.y.times(zz).times(z));
  }

  G2 twice() {
    Fp2 a = x.squared();
    Fp2 b = y.squared();
    Fp2 c = b.squared();
    Fp2 d = x.plus(b).squared().minus(a).minus(c).twice();
    Fp2 e = a.twice().plus(a);
    Fp2 x3 = e.squared().minus(d.twice());
    Fp2 y3 = e.times(d.minus(x3)).minus(c.twice().twice().twice());
    return new G2(x3, y3, y.times(z).twice());
  }

  G2 plus(G2 other) {
    if (isInfinity()) {
      return other;
    }
    if (other.isInfinity()) {
      return this;
    }
    Fp2 z1z1 = z.squared();
    Fp2 z2z2 = other.z.squared();
    Fp2 u1 = x.times(z2z2);
    Fp2 s1 = y.times(other.z).times(z2z2);
    Fp2 h = other.x.times(z1z1).minus(u1);
    Fp2 r = other.y.times(z).times(z1z1).minus(s1).twice();
    if (h.isZero()) {
      return r.isZero() ? twice() : INFINITY;
    }
    Fp2 i = h.twice().squared();
    Fp2 j = h.times(i);
    Fp2 v = u1.times(i);
    Fp2 x3 = r.squared().minus(j).minus(v.twice());
    Fp2 y3 = r.times(v.minus(x3)).minus(s1.times(j).twice());
    Fp2 z3 = z.plus(other.z).squared().minus(z1z1).minus(z2z2).times(h);
    return new G2(x3, y3, z3);
  }

  /// The multiple by a positive number.
  G2 times(long scalar) {
    G2 result = this;
    for (int bit = 62 - Long.numberOfLeadingZeros(scalar); bit >= 0; bit--) {
      result = result.twice();
      if ((scalar >>> bit & 1) != 0) {
        result = result.plus(this);
      }
    }
    return result;
  }
}
