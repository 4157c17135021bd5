package org.cairn.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.List;

/// The optimal ate pairing (Vercauteren, 2010) of points in affine form: (f_{6u+2,Q}(P) ·
/// l_{[6u+2]Q,ψ(Q)}(P) · l_{[6u+2]Q+ψ(Q),-ψ²(Q)}(P))^((p^12-1)/r).
///
/// A product of pairings shares the squarings of the Miller loop and the final exponentiation. Line
/// functions use homogeneous projective coordinates (Costello, Lange, Naehrig 2010; Aranha and
/// others 2011).
final class Pairing {
  /// A pair of affine points, neither infinity.
  record Pair(G1 p, G2 q) {}

  private static final BigInteger LOOP =
      BigInteger.valueOf(G2.U).multiply(BigInteger.valueOf(6)).add(BigInteger.TWO);

  private Pairing() {}

  /// Whether the product of the pairings is one.
  static boolean productIsOne(List<Pair> pairs) {
    if (pairs.isEmpty()) {
      return true;
    }
    return finalExponentiation(millerLoop(pairs)).isOne();
  }

  static Fp12 millerLoop(List<Pair> pairs) {
    Step[] steps = new Step[pairs.size()];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = new Step(pairs.get(i));
    }
    Fp12 f = Fp12.ONE;
    for (int bit = LOOP.bitLength() - 2; bit >= 0; bit--) {
      f = f.squared();
      boolean add = LOOP.testBit(bit);
      for (Step step : steps) {
        f = step.doubled(f);
        if (add) {
          f = step.added(f, step.q);
        }
      }
    }
    for (Step step : steps) {
      G2 first = step.q.frobenius();
      f = step.added(f, first);
      f = step.added(f, first.frobenius().negated());
    }
    return f;
  }

  /// One pair's running point, (x/z, y/z) on the twist, and its lines at P.
  private static final class Step {
    private final Fp px;
    private final Fp py;
    private final G2 q;
    private Fp2 x;
    private Fp2 y;
    private Fp2 z;

    Step(Pair pair) {
      px = pair.p().x();
      py = pair.p().y();
      q = pair.q();
      x = q.x();
      y = q.y();
      z = Fp2.ONE;
    }

    /// Doubles the point and multiplies the tangent at P into f.
    Fp12 doubled(Fp12 f) {
      Fp2 a = x.times(y).half();
      Fp2 b = y.squared();
      Fp2 c = z.squared();
      Fp2 e = c.twice().plus(c).times(G2.B);
      Fp2 e3 = e.twice().plus(e);
      Fp2 g = b.plus(e3).half();
      Fp2 h = y.plus(z).squared().minus(b).minus(c);
      Fp2 i = e.minus(b);
      Fp2 j = x.squared();
      Fp2 ee = e.squared();
      x = b.minus(e3).times(a);
      y = g.squared().minus(ee.twice().plus(ee));
      z = b.times(h);
      return line(f, h.negated(), j.twice().plus(j), i);
    }

    /// Adds an affine point and multiplies the line through both at P into f.
    Fp12 added(Fp12 f, G2 point) {
      Fp2 o = y.minus(point.y().times(z));
      Fp2 l = x.minus(point.x().times(z));
      Fp2 c = o.squared();
      Fp2 d = l.squared();
      Fp2 e = l.times(d);
      Fp2 ff = z.times(c);
      Fp2 g = x.times(d);
      Fp2 h = e.plus(ff).minus(g.twice());
      Fp2 t = y.times(e);
      x = l.times(h);
      y = g.minus(h).times(o).minus(t);
      z = e.times(z);
      return line(f, l, o.negated(), point.x().times(o).minus(l.times(point.y())));
    }

    /// f times r0·yP + r1·xP·w + r2·w³.
    private Fp12 line(Fp12 f, Fp2 r0, Fp2 r1, Fp2 r2) {
      return f.timesLine(r0.times(py), r1.times(px), r2);
    }
  }

  /// The power to (p^12-1)/r times a constant that r does not divide, which keeps the question
  /// whether the result is one (Fuentes-Castañeda, Knapp, Rodríguez-Henríquez 2011).
  static Fp12 finalExponentiation(Fp12 f) {
    // The easy part, (p^6-1)(p²+1), leads into the cyclotomic subgroup.
    Fp12 g = f.conjugated().times(f.inverted());
    g = g.frobenius(2).times(g);
    // The hard part, (1+6u+12u²+12u³) + (4u+6u²+12u³)p + (6u+6u²+12u³)p² + (-1+4u+6u²+12u³)p³.
    Fp12 u = g.cyclotomicPower(G2.U);
    Fp12 u2 = u.cyclotomicSquared();
    Fp12 u6 = u2.cyclotomicSquared().times(u2);
    Fp12 sixUu = u6.cyclotomicPower(G2.U);
    Fp12 twelveUuu = sixUu.cyclotomicSquared().cyclotomicPower(G2.U);
    Fp12 common = twelveUuu.times(sixUu);
    Fp12 k = common.times(u6);
    Fp12 l = common.times(u2).times(u2);
    Fp12 n = k.times(sixUu).times(g);
    Fp12 t = l.times(g.conjugated());
    return n.times(l.frobenius(1)).times(k.frobenius(2)).times(t.frobenius(3));
  }
}
