package org.cairn.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;
import org.cairn.evm.precompile.field.PrimeField;
import org.cairn.evm.precompile.field.SignedDigits;
import org.jspecify.annotations.Nullable;

/// The product of optimal ate pairings (Vercauteren, 2010) of points P and Q: (f_{6u+2,Q}(P) ·
/// l_{[6u+2]Q,ψ(Q)}(P) · l_{[6u+2]Q+ψ(Q),-ψ²(Q)}(P))^((p^12-1)/r). Owned by one thread, for one
/// computation.
///
/// The pairs share the squarings of the Miller loop and the final exponentiation. Line functions
/// use homogeneous projective coordinates (Costello, Lange, Naehrig 2010; Aranha and others 2011).
///
/// Whether a point Q of the twist is in the group of order r, the loop tells without further work.
/// On the group ψ multiplies by p, and [6u+2]Q + ψ(Q) - ψ²(Q) + ψ³(Q) = 0. The other way round, as
/// ψ² - tψ + p = 0 on all of the twist, what this sum makes 0 has an order that divides the norm of
/// 6u+2 + ψ - ψ² + ψ³; r alone is common to the norm and the number of points (`Bn254PropertyTest`
/// computes that). The formulas are not complete, but where they fail, z becomes 0 and remains so,
/// which happens to no point of the group.
final class Pairing {
  private static final short[] LOOP_DIGITS =
      SignedDigits.of(
          BigInteger.valueOf(G2.U).multiply(BigInteger.valueOf(6)).add(BigInteger.TWO), 2, 67);
  private static final int LOOP_TOP = 65;

  // The parts of a pair: P, Q, and the running point (x/z, y/z) on the twist.
  private static final int PX = 0;
  private static final int PY = PX + PrimeField.LONGS;
  private static final int Q = PY + PrimeField.LONGS;
  private static final int X = Q + G2.LONGS;
  private static final int Y = X + Fp2.LONGS;
  private static final int Z = Y + Fp2.LONGS;
  private static final int PAIR_LONGS = Z + Fp2.LONGS;

  private static final int TWIST = Fp12.SCRATCH_LONGS;
  private static final int LINE3 = TWIST + Fp2.LONGS;
  private static final int LINE1 = LINE3 + Fp2.LONGS;
  private static final int LINE0 = LINE1 + Fp2.LONGS;
  private static final int OPERAND = LINE0 + Fp2.LONGS;
  private static final int SECOND_OPERAND = OPERAND + G2.LONGS;
  private static final int TEMPORARIES = SECOND_OPERAND + G2.LONGS;
  static final int F = TEMPORARIES + 8 * Fp2.LONGS;
  private static final int POWERS = F + Fp12.LONGS;
  private static final int POWER_TABLE = POWERS + 8 * Fp12.LONGS;
  private static final int PAIRS = POWER_TABLE + Fp12.POWER_LONGS;

  /// The constant of the twist, 3/ξ.
  private static final long[] TWIST_CONSTANT = twistConstant();

  private final long[] m;
  private final boolean[] hasLines;
  private int count;

  Pairing(int maxPairs) {
    m = Fp12.allocate(PAIRS - Fp12.SCRATCH_LONGS + maxPairs * PAIR_LONGS);
    System.arraycopy(TWIST_CONSTANT, 0, m, TWIST, Fp2.LONGS);
    hasLines = new boolean[maxPairs];
  }

  private static long[] twistConstant() {
    long[] m = new long[TEMPORARIES];
    Fp2.setOne(m, LINE0);
    Fp2.multiplyXi(m, LINE1, LINE0);
    Fp2.invert(m, LINE1, LINE1);
    Fp2.thrice(m, TWIST, LINE1);
    return Arrays.copyOfRange(m, TWIST, TWIST + Fp2.LONGS);
  }

  /// Reads a pair in the encoding of EIP-197; returns whether its points are on their curves.
  boolean add(byte[] input, int offset) {
    int pair = PAIRS + count * PAIR_LONGS;
    if (!G1.read(m, pair + PX, input, offset)
        || !G2.read(m, pair + Q, input, offset + G1.SIZE_BYTES, TWIST)) {
      return false;
    }
    if (!G2.isInfinity(m, pair + Q)) {
      System.arraycopy(m, pair + Q, m, pair + X, G2.LONGS);
      Fp2.setOne(m, pair + Z);
      hasLines[count] = !G1.isInfinity(m, pair + PX);
      count++;
    }
    return true;
  }

  /// Whether the product is one, or nothing when a point is not in its group.
  @Nullable Boolean run() {
    Fp12.setOne(m, F);
    if (count == 0) {
      return true;
    }
    if (!millerLoop()) {
      return null;
    }
    finalExponentiation();
    return Fp12.isOne(m, F);
  }

  /// Multiplies f by the lines of all pairs; returns whether all points Q are in their group.
  private boolean millerLoop() {
    for (int i = LOOP_TOP - 1; i >= 0; i--) {
      Fp12.square(m, F, F);
      int digit = LOOP_DIGITS[i];
      for (int k = 0; k < count; k++) {
        int pair = PAIRS + k * PAIR_LONGS;
        twice(pair);
        multiplyLine(k);
        if (digit != 0) {
          System.arraycopy(m, pair + Q, m, OPERAND, G2.LONGS);
          if (digit < 0) {
            Fp2.negate(m, OPERAND + Fp2.LONGS, OPERAND + Fp2.LONGS);
          }
          add(pair);
          multiplyLine(k);
        }
      }
    }
    for (int k = 0; k < count; k++) {
      if (!finish(k)) {
        return false;
      }
    }
    return true;
  }

  /// The last two lines of a pair; returns whether Q is in the group.
  private boolean finish(int k) {
    int pair = PAIRS + k * PAIR_LONGS;
    int y = Fp2.LONGS;
    G2.frobenius(m, OPERAND, pair + Q);
    G2.frobenius(m, SECOND_OPERAND, OPERAND);
    add(pair);
    multiplyLine(k);
    System.arraycopy(m, SECOND_OPERAND, m, OPERAND, G2.LONGS);
    Fp2.negate(m, OPERAND + y, OPERAND + y);
    add(pair);
    multiplyLine(k);
    // Now the running point is -ψ³(Q).
    G2.frobenius(m, OPERAND, SECOND_OPERAND);
    Fp2.negate(m, OPERAND + y, OPERAND + y);
    Fp2.multiply(m, OPERAND, OPERAND, pair + Z);
    Fp2.multiply(m, OPERAND + y, OPERAND + y, pair + Z);
    return !Fp2.isZero(m, pair + Z)
        && Fp2.equal(m, OPERAND, pair + X)
        && Fp2.equal(m, OPERAND + y, pair + Y);
  }

  /// Doubles the running point. The line at P is what the tangent becomes with yP and xP in it.
  private void twice(int pair) {
    int x = pair + X;
    int y = pair + Y;
    int z = pair + Z;
    int a = TEMPORARIES;
    int b = a + Fp2.LONGS;
    int e = b + Fp2.LONGS;
    int e3 = e + Fp2.LONGS;
    int g = e3 + Fp2.LONGS;
    int h = g + Fp2.LONGS;
    int t = h + Fp2.LONGS;
    Fp2.multiply(m, a, x, y);
    Fp2.half(m, a, a);
    Fp2.square(m, b, y);
    Fp2.square(m, t, z);
    Fp2.thrice(m, e3, t);
    Fp2.multiply(m, e, e3, TWIST);
    Fp2.thrice(m, e3, e);
    Fp2.add(m, g, b, e3);
    Fp2.half(m, g, g);
    Fp2.multiply(m, h, y, z);
    Fp2.twice(m, h, h);
    Fp2.negate(m, LINE0, h);
    Fp2.square(m, t, x);
    Fp2.thrice(m, LINE1, t);
    Fp2.subtract(m, LINE3, e, b);
    Fp2.subtract(m, x, b, e3);
    Fp2.multiply(m, x, x, a);
    Fp2.square(m, t, e);
    Fp2.thrice(m, e, t);
    Fp2.square(m, y, g);
    Fp2.subtract(m, y, y, e);
    Fp2.multiply(m, z, b, h);
  }

  /// Adds the affine point in OPERAND to the running point.
  private void add(int pair) {
    int x = pair + X;
    int y = pair + Y;
    int z = pair + Z;
    int otherX = OPERAND;
    int otherY = OPERAND + Fp2.LONGS;
    int o = TEMPORARIES;
    int e = o + Fp2.LONGS;
    int g = e + Fp2.LONGS;
    int h = g + Fp2.LONGS;
    int t = h + Fp2.LONGS;
    int l = LINE0;
    Fp2.multiply(m, t, otherY, z);
    Fp2.subtract(m, o, y, t);
    Fp2.multiply(m, t, otherX, z);
    Fp2.subtract(m, l, x, t);
    Fp2.negate(m, LINE1, o);
    Fp2.multiply(m, LINE3, otherX, o);
    Fp2.multiply(m, t, l, otherY);
    Fp2.subtract(m, LINE3, LINE3, t);
    Fp2.square(m, t, l);
    Fp2.multiply(m, e, l, t);
    Fp2.multiply(m, g, x, t);
    Fp2.square(m, t, o);
    Fp2.multiply(m, h, z, t);
    Fp2.add(m, h, h, e);
    Fp2.subtract(m, h, h, g);
    Fp2.subtract(m, h, h, g);
    Fp2.multiply(m, x, l, h);
    Fp2.multiply(m, t, y, e);
    Fp2.subtract(m, g, g, h);
    Fp2.multiply(m, y, g, o);
    Fp2.subtract(m, y, y, t);
    Fp2.multiply(m, z, z, e);
  }

  private void multiplyLine(int k) {
    if (hasLines[k]) {
      int pair = PAIRS + k * PAIR_LONGS;
      Fp2.scale(m, LINE0, LINE0, pair + PY);
      Fp2.scale(m, LINE1, LINE1, pair + PX);
      Fp12.multiplyLine(m, F, LINE3);
    }
  }

  /// Raises f to (p^12-1)/r times a constant that r does not divide, which keeps the question
  /// whether the result is one (Fuentes-Castañeda, Knapp, Rodríguez-Henríquez 2011).
  private void finalExponentiation() {
    int g = POWERS;
    int u2 = g + Fp12.LONGS;
    int u4 = u2 + Fp12.LONGS;
    int u6 = u4 + Fp12.LONGS;
    int sixUu = u6 + Fp12.LONGS;
    int common = sixUu + Fp12.LONGS;
    int result = common + Fp12.LONGS;
    int t = result + Fp12.LONGS;
    // The easy part, (p^6-1)(p²+1), leads into the cyclotomic subgroup.
    Fp12.invert(m, t, F);
    Fp12.conjugate(m, F, F);
    Fp12.multiply(m, t, F, t);
    Fp12.frobenius(m, g, t);
    Fp12.frobenius(m, g, g);
    Fp12.multiply(m, g, g, t);
    // The hard part, (1+6u+12u²+12u³) + (4u+6u²+12u³)p + (6u+6u²+12u³)p² + (-1+4u+6u²+12u³)p³.
    Fp12.cyclotomicPower(m, t, g, POWER_TABLE);
    Fp12.cyclotomicSquare(m, u2, t);
    Fp12.cyclotomicSquare(m, u4, u2);
    Fp12.multiply(m, u6, u4, u2);
    Fp12.cyclotomicPower(m, sixUu, u6, POWER_TABLE);
    Fp12.cyclotomicSquare(m, t, sixUu);
    Fp12.cyclotomicPower(m, common, t, POWER_TABLE);
    Fp12.multiply(m, common, common, sixUu);
    int k = u6;
    int l = u4;
    Fp12.multiply(m, k, common, u6);
    Fp12.multiply(m, l, common, u4);
    Fp12.multiply(m, result, k, sixUu);
    Fp12.multiply(m, result, result, g);
    Fp12.conjugate(m, g, g);
    Fp12.multiply(m, g, l, g);
    // ((g^p · k)^p · l)^p · result, a Frobenius map being cheap.
    Fp12.frobenius(m, t, g);
    Fp12.multiply(m, t, t, k);
    Fp12.frobenius(m, t, t);
    Fp12.multiply(m, t, t, l);
    Fp12.frobenius(m, t, t);
    Fp12.multiply(m, F, t, result);
  }
}
