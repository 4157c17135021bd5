package org.cairn.evm.precompile.p256;

import java.math.BigInteger;
import java.util.Arrays;
import org.cairn.evm.precompile.field.Curve;
import org.cairn.evm.precompile.field.Limbs;
import org.cairn.evm.precompile.field.ModularInverse;
import org.cairn.evm.precompile.field.PrimeField;
import org.cairn.evm.precompile.field.SignedDigits;

/// ECDSA over P-256. u1·G + u2·Q is one run of doublings with both scalars in signed digits: the
/// generator's multiples are a table of the class, the key's are made each time.
public final class P256 {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final ModularInverse INVERSE = new ModularInverse(ORDER);
  private static final Curve CURVE =
      new Curve(
          Fp.FIELD,
          false,
          new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16));
  private static final int DIGITS = 257;
  private static final int GENERATOR_WIDTH = 11;
  private static final int KEY_WIDTH = 5;
  private static final int GENERATOR_TABLE_SIZE = SignedDigits.tableSize(GENERATOR_WIDTH);
  private static final int KEY_TABLE_SIZE = SignedDigits.tableSize(KEY_WIDTH);

  // Where the operands of a verification lie.
  private static final int KEY = Curve.SCRATCH_LONGS;
  private static final int SUM = KEY + Curve.AFFINE_LONGS;
  private static final int X = SUM + Curve.JACOBIAN_LONGS;
  private static final int KEY_TABLE = X + PrimeField.LONGS;
  private static final int TABLE_SCRATCH = KEY_TABLE + KEY_TABLE_SIZE * Curve.AFFINE_LONGS;
  private static final int TOTAL_LONGS =
      TABLE_SCRATCH + Curve.oddMultiplesScratchLongs(KEY_TABLE_SIZE);

  /// 32 KiB.
  private static final long[] GENERATOR_TABLE = generatorTable();

  private P256() {}

  private static long[] generatorTable() {
    int table = X;
    int scratch = table + GENERATOR_TABLE_SIZE * Curve.AFFINE_LONGS;
    long[] m = new long[scratch + Curve.oddMultiplesScratchLongs(GENERATOR_TABLE_SIZE)];
    PrimeField.set(
        m,
        KEY,
        Fp.FIELD.element(
            new BigInteger(
                "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16)));
    PrimeField.set(
        m,
        KEY + PrimeField.LONGS,
        Fp.FIELD.element(
            new BigInteger(
                "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", 16)));
    CURVE.oddMultiples(m, table, GENERATOR_TABLE_SIZE, KEY, scratch);
    return Arrays.copyOfRange(m, table, scratch);
  }

  /// Whether the key (x, y) made the signature (r, s) of the hash, all 32 big-endian bytes, which
  /// lie in the array in the order hash, r, s, x, y. False as well for what is no key or is out of
  /// range; the upper s is accepted.
  public static boolean verify(byte[] input, int offset) {
    BigInteger r = word(input, offset + 32);
    BigInteger s = word(input, offset + 64);
    long[] m = new long[TOTAL_LONGS];
    if (!isScalar(r) || !isScalar(s) || !readKey(m, input, offset + 96)) {
      return false;
    }
    Limbs.read(m, X, input, offset + 64);
    INVERSE.invert(m, X, X);
    BigInteger inverse = Limbs.toBigInteger(m, X);
    BigInteger u1 = word(input, offset).multiply(inverse).mod(ORDER);
    BigInteger u2 = r.multiply(inverse).mod(ORDER);
    CURVE.oddMultiples(m, KEY_TABLE, KEY_TABLE_SIZE, KEY, TABLE_SCRATCH);
    CURVE.sumOfMultiples(
        m,
        SUM,
        new Curve.Term(GENERATOR_TABLE, 0, SignedDigits.of(u1, GENERATOR_WIDTH, DIGITS)),
        new Curve.Term(m, KEY_TABLE, SignedDigits.of(u2, KEY_WIDTH, DIGITS)));
    if (Curve.isJacobianInfinity(m, SUM)) {
      return false;
    }
    // The affine x modulo the order is r: so x is r, or r + n where that is below p.
    BigInteger second = r.add(ORDER);
    return CURVE.hasX(m, SUM, r)
        || (second.compareTo(Fp.FIELD.modulus()) < 0 && CURVE.hasX(m, SUM, second));
  }

  /// Infinity is no key, and not on the curve.
  private static boolean readKey(long[] m, byte[] input, int offset) {
    return Fp.FIELD.read(m, KEY, input, offset)
        && Fp.FIELD.read(m, KEY + PrimeField.LONGS, input, offset + PrimeField.SIZE_BYTES)
        && CURVE.contains(m, KEY);
  }

  private static boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(ORDER) < 0;
  }

  private static BigInteger word(byte[] input, int offset) {
    return new BigInteger(1, input, offset, PrimeField.SIZE_BYTES);
  }
}
