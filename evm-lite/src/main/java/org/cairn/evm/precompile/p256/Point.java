package org.cairn.evm.precompile.p256;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// A point of y² = x³ - 3x + b in Jacobian coordinates (x/z², y/z³); z = 0 is infinity. The group
/// is the whole curve.
record Point(Fp x, Fp y, Fp z) {
  static final Point INFINITY = new Point(Fp.ONE, Fp.ONE, Fp.ZERO);

  private static final Fp B =
      Fp.of(new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16));

  static final Point GENERATOR =
      new Point(
          Fp.of(
              new BigInteger(
                  "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16)),
          Fp.of(
              new BigInteger(
                  "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", 16)),
          Fp.ONE);

  /// Reads an affine point, or nothing when there is none with these coordinates; infinity has
  /// none.
  static @Nullable Point read(byte[] bytes, int offset) {
    Fp x = Fp.read(bytes, offset);
    Fp y = Fp.read(bytes, offset + 32);
    if (x == null || y == null) {
      return null;
    }
    Fp right = x.squared().times(x).minus(x.twice().plus(x)).plus(B);
    return y.squared().equalTo(right) ? new Point(x, y, Fp.ONE) : null;
  }

  boolean isInfinity() {
    return z.isZero();
  }

  Point negated() {
    return new Point(x, y.negated(), z);
  }

  /// dbl-2001-b of the Explicit-Formulas Database.
  Point twice() {
    Fp delta = z.squared();
    Fp gamma = y.squared();
    Fp beta = x.times(gamma);
    Fp product = x.minus(delta).times(x.plus(delta));
    Fp alpha = product.twice().plus(product);
    Fp beta4 = beta.twice().twice();
    Fp x3 = alpha.squared().minus(beta4.twice());
    Fp z3 = y.plus(z).squared().minus(gamma).minus(delta);
    Fp gamma8 = gamma.squared().twice().twice().twice();
    return new Point(x3, alpha.times(beta4.minus(x3)).minus(gamma8), z3);
  }

  /// add-2007-bl of the Explicit-Formulas Database, made complete.
  Point plus(Point other) {
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
    return new Point(x3, y3, z3);
  }

  /// The odd multiples 1, 3, 5 ... of a point.
  static Point[] oddMultiples(Point point, int count) {
    Point[] multiples = new Point[count];
    multiples[0] = point;
    Point twice = point.twice();
    for (int i = 1; i < count; i++) {
      multiples[i] = multiples[i - 1].plus(twice);
    }
    return multiples;
  }
}
