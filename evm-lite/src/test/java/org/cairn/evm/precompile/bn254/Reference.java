package org.cairn.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// Slow and simple arithmetic for comparison: elements of Fp2 are pairs of numbers, points are
/// affine with slopes, and both curves use the same formulas, those over Fp with zero imaginary
/// parts.
final class Reference {
  static final BigInteger P = Fp.FIELD.modulus();

  private Reference() {}

  /// a + b·i.
  record Complex(BigInteger a, BigInteger b) {
    static final Complex ZERO = new Complex(BigInteger.ZERO, BigInteger.ZERO);

    static Complex of(long a, long b) {
      return new Complex(BigInteger.valueOf(a).mod(P), BigInteger.valueOf(b).mod(P));
    }

    Complex plus(Complex other) {
      return new Complex(a.add(other.a).mod(P), b.add(other.b).mod(P));
    }

    Complex minus(Complex other) {
      return new Complex(a.subtract(other.a).mod(P), b.subtract(other.b).mod(P));
    }

    Complex times(Complex other) {
      return new Complex(
          a.multiply(other.a).subtract(b.multiply(other.b)).mod(P),
          a.multiply(other.b).add(b.multiply(other.a)).mod(P));
    }

    Complex inverted() {
      BigInteger norm = a.multiply(a).add(b.multiply(b)).modInverse(P);
      return new Complex(a.multiply(norm).mod(P), b.negate().multiply(norm).mod(P));
    }

    /// A root by the norm, or nothing: p is 3 mod 4, so roots in the prime field are powers.
    @Nullable Complex root() {
      BigInteger quarter = P.add(BigInteger.ONE).shiftRight(2);
      BigInteger half = BigInteger.TWO.modInverse(P);
      BigInteger norm = a.multiply(a).add(b.multiply(b)).modPow(quarter, P);
      for (BigInteger n : new BigInteger[] {norm, norm.negate()}) {
        BigInteger c0 = a.add(n).multiply(half).modPow(quarter, P);
        if (c0.signum() != 0) {
          Complex root = new Complex(c0, b.multiply(half).multiply(c0.modInverse(P)).mod(P));
          if (root.times(root).equals(this)) {
            return root;
          }
        }
      }
      return null;
    }

    void store(long[] m, int at) {
      System.arraycopy(Fp.FIELD.element(a), 0, m, at, 4);
      System.arraycopy(Fp.FIELD.element(b), 0, m, at + 4, 4);
    }
  }

  /// A point other than infinity, which is null.
  record Point(Complex x, Complex y) {
    Point negated() {
      return new Point(x, Complex.ZERO.minus(y));
    }

    /// In the encoding of G1.
    byte[] g1() {
      byte[] bytes = new byte[64];
      UInt256.of(x.a).writeTo(bytes, 0);
      UInt256.of(y.a).writeTo(bytes, 32);
      return bytes;
    }

    /// In the encoding of G2.
    byte[] g2() {
      byte[] bytes = new byte[128];
      UInt256.of(x.b).writeTo(bytes, 0);
      UInt256.of(x.a).writeTo(bytes, 32);
      UInt256.of(y.b).writeTo(bytes, 64);
      UInt256.of(y.a).writeTo(bytes, 96);
      return bytes;
    }
  }

  static final Point G1_GENERATOR = new Point(Complex.of(1, 0), Complex.of(2, 0));
  static final Point G2_GENERATOR =
      new Point(
          new Complex(
              new BigInteger(
                  "10857046999023057135944570762232829481370756359578518086990519993285655852781"),
              new BigInteger(
                  "11559732032986387107991004021392285783925812861821192530917403151452391805634")),
          new Complex(
              new BigInteger(
                  "8495653923123431417604973247489272438418190587263600148770280649306958101930"),
              new BigInteger(
                  "4082367875863433681332203403145435568316851327593401208105741076214120093531")));

  static @Nullable Point add(@Nullable Point p, @Nullable Point q) {
    if (p == null || q == null) {
      return p == null ? q : p;
    }
    Complex slope;
    if (!p.x.equals(q.x)) {
      slope = q.y.minus(p.y).times(q.x.minus(p.x).inverted());
    } else if (p.y.equals(q.y) && !p.y.equals(Complex.ZERO)) {
      slope = p.x.times(p.x).times(Complex.of(3, 0)).times(p.y.plus(p.y).inverted());
    } else {
      return null;
    }
    Complex x = slope.times(slope).minus(p.x).minus(q.x);
    return new Point(x, slope.times(p.x.minus(x)).minus(p.y));
  }

  static @Nullable Point times(@Nullable Point p, BigInteger scalar) {
    Point result = null;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      result = add(result, result);
      if (scalar.testBit(bit)) {
        result = add(result, p);
      }
    }
    return result;
  }

  /// A point of the twist with this x, or nothing.
  static @Nullable Point twistPoint(Complex x) {
    Complex b = Complex.of(3, 0).times(Complex.of(9, 1).inverted());
    Complex y = x.times(x).times(x).plus(b).root();
    return y == null ? null : new Point(x, y);
  }

  /// The product of polynomials in w of degree below 6, where w⁶ = 9 + i.
  static Complex[] product(Complex[] x, Complex[] y) {
    Complex[] result = new Complex[6];
    Arrays.fill(result, Complex.ZERO);
    for (int i = 0; i < 6; i++) {
      for (int k = 0; k < 6; k++) {
        Complex term = x[i].times(y[k]);
        result[(i + k) % 6] = result[(i + k) % 6].plus(i + k < 6 ? term : term.times(XI));
      }
    }
    return result;
  }

  private static final Complex XI = Complex.of(9, 1);
}
