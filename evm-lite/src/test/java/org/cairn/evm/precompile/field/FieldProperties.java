package org.cairn.evm.precompile.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What holds of every prime field, checked against `BigInteger`.
public final class FieldProperties {
  private static final int LONGS = PrimeField.LONGS;
  private static final int R = PrimeField.SCRATCH_LONGS;
  private static final int X = R + LONGS;

  private FieldProperties() {}

  public static void check(PrimeField field) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<BigInteger> numbers = numbers(field.modulus(), random);
    for (BigInteger a : numbers) {
      for (BigInteger b : numbers) {
        checkPair(field, a, b, "seed " + seed + ": " + a + ", " + b);
      }
      checkOne(field, a, "seed " + seed + ": " + a);
    }
    checkSums(field, field::multiplyTwo, 2);
  }

  private static List<BigInteger> numbers(BigInteger p, Random random) {
    List<BigInteger> numbers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      numbers.add(BigInteger.valueOf(i));
      numbers.add(p.subtract(BigInteger.valueOf(i + 1)));
      numbers.add(p.shiftRight(1).add(BigInteger.valueOf(i - 2)));
      // Those whose Montgomery form is extreme.
      BigInteger radix = BigInteger.ONE.shiftLeft(256).modInverse(p);
      numbers.add(p.subtract(BigInteger.valueOf(i + 1)).multiply(radix).mod(p));
      numbers.add(BigInteger.valueOf(i + 1).multiply(radix).mod(p));
    }
    for (int shift = 63; shift <= 253; shift += 19) {
      numbers.add(BigInteger.ONE.shiftLeft(shift));
      numbers.add(BigInteger.ONE.shiftLeft(shift).subtract(BigInteger.ONE));
    }
    for (int i = 0; i < 50; i++) {
      numbers.add(new BigInteger(256, random).mod(p));
    }
    return numbers;
  }

  private static void checkPair(PrimeField field, BigInteger a, BigInteger b, String inputs) {
    BigInteger p = field.modulus();
    long[] m = new long[X + 2 * LONGS];
    int y = X + LONGS;
    PrimeField.set(m, X, field.element(a));
    PrimeField.set(m, y, field.element(b));
    field.add(m, R, X, y);
    assertThat(number(field, m, R)).as(inputs).isEqualTo(a.add(b).mod(p));
    field.subtract(m, R, X, y);
    assertThat(number(field, m, R)).as(inputs).isEqualTo(a.subtract(b).mod(p));
    field.multiply(m, R, X, y);
    assertThat(number(field, m, R)).as(inputs).isEqualTo(a.multiply(b).mod(p));
    assertThat(PrimeField.equal(m, X, y)).as(inputs).isEqualTo(a.equals(b));
    // In place.
    field.multiply(m, X, X, y);
    assertThat(PrimeField.equal(m, X, R)).as(inputs).isTrue();
  }

  private static void checkOne(PrimeField field, BigInteger a, String input) {
    BigInteger p = field.modulus();
    long[] m = new long[X + LONGS];
    PrimeField.set(m, X, field.element(a));
    field.twice(m, R, X);
    assertThat(number(field, m, R)).as(input).isEqualTo(a.shiftLeft(1).mod(p));
    field.half(m, R, X);
    field.twice(m, R, R);
    assertThat(PrimeField.equal(m, R, X)).as(input).isTrue();
    field.negate(m, R, X);
    assertThat(number(field, m, R)).as(input).isEqualTo(a.negate().mod(p));
    field.square(m, R, X);
    assertThat(number(field, m, R)).as(input).isEqualTo(a.multiply(a).mod(p));
    field.invert(m, R, X);
    assertThat(number(field, m, R))
        .as(input)
        .isEqualTo(a.signum() == 0 ? BigInteger.ZERO : a.modInverse(p));
    assertThat(field.isOne(m, X)).as(input).isEqualTo(a.equals(BigInteger.ONE));
    assertThat(PrimeField.isZero(m, X)).as(input).isEqualTo(a.signum() == 0);
  }

  /// An operation that sums up products of vectors.
  public interface Sum {
    void apply(long[] m, int r, int x, int y);
  }

  public static void checkSums(PrimeField field, Sum operation, int count) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<BigInteger> numbers = numbers(field.modulus(), random);
    BigInteger p = field.modulus();
    int y = X + count * LONGS;
    long[] m = new long[y + count * LONGS];
    for (int round = 0; round < 500; round++) {
      BigInteger sum = BigInteger.ZERO;
      for (int i = 0; i < count; i++) {
        // In the first rounds all are the largest there are.
        BigInteger a = round < 5 ? largest(p) : numbers.get(random.nextInt(numbers.size()));
        BigInteger b = round < 5 ? largest(p) : numbers.get(random.nextInt(numbers.size()));
        PrimeField.set(m, X + i * LONGS, field.element(a));
        PrimeField.set(m, y + i * LONGS, field.element(b));
        sum = sum.add(a.multiply(b));
      }
      operation.apply(m, R, X, y);
      assertThat(number(field, m, R)).as("seed " + seed).isEqualTo(sum.mod(p));
    }
  }

  /// The number whose Montgomery form is p - 1.
  private static BigInteger largest(BigInteger p) {
    return BigInteger.ONE.shiftLeft(256).modInverse(p).negate().mod(p);
  }

  public static void checkReading(PrimeField field) {
    long[] m = new long[R + LONGS];
    byte[] bytes = new byte[PrimeField.SIZE_BYTES];
    for (int i = -3; i < 3; i++) {
      BigInteger number = field.modulus().add(BigInteger.valueOf(i));
      Limbs.write(Limbs.of(number), 0, bytes, 0);
      assertThat(field.read(m, R, bytes, 0)).as("p + " + i).isEqualTo(i < 0);
      if (i < 0) {
        assertThat(number(field, m, R)).isEqualTo(number);
      }
    }
    Limbs.write(new long[] {-1, -1, -1, -1}, 0, bytes, 0);
    assertThat(field.read(m, R, bytes, 0)).isFalse();
  }

  public static BigInteger number(PrimeField field, long[] m, int x) {
    byte[] bytes = new byte[PrimeField.SIZE_BYTES];
    field.write(m, x, bytes, 0);
    return new BigInteger(1, bytes);
  }
}
