package org.cairn.evm.word;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/// Every word operation against [BigInteger] on random and edge words.
class WordPropertyTest {
  private static final int CASES = 100_000;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);
  private static final BigInteger HALF = BigInteger.ONE.shiftLeft(255);
  private static final long[] EDGE_LIMBS = {
    0, 0, 0, 1, 2, -1, -2, Long.MIN_VALUE, Long.MAX_VALUE, 0xffff_ffffL, 1L << 32, 255, 256
  };

  private interface Operation {
    int apply(long[] stack, int sp, long[] scratch);
  }

  private static long limb(Random random) {
    return random.nextInt(3) == 0
        ? EDGE_LIMBS[random.nextInt(EDGE_LIMBS.length)]
        : random.nextLong() >>> random.nextInt(64);
  }

  private static void fill(long[] stack, int words, Random random) {
    for (int word = 0; word < words; word++) {
      int limbs = random.nextInt(5);
      for (int i = 0; i < 4; i++) {
        stack[4 * word + i] = i < limbs ? limb(random) : 0;
      }
    }
  }

  private static BigInteger value(long[] stack, int offset) {
    BigInteger value = BigInteger.ZERO;
    for (int limb = 3; limb >= 0; limb--) {
      value = value.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(stack[offset + limb])));
    }
    return value;
  }

  private static BigInteger signed(BigInteger word) {
    return word.compareTo(HALF) >= 0 ? word.subtract(MODULUS) : word;
  }

  private static BigInteger bool(boolean value) {
    return value ? BigInteger.ONE : BigInteger.ZERO;
  }

  private static void check(Operation operation, BinaryOperator<BigInteger> expected) {
    long seed = new Random().nextLong();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    long[] stack = new long[8];
    long[] scratch = new long[Division.SCRATCH_LONGS];
    for (int i = 0; i < CASES; i++) {
      fill(stack, 2, random);
      BigInteger top = value(stack, 4);
      BigInteger below = value(stack, 0);
      int sp = operation.apply(stack, 8, scratch);
      assertThat(sp).isEqualTo(4);
      BigInteger want = expected.apply(top, below).mod(MODULUS);
      if (!value(stack, 0).equals(want)) {
        assertThat(value(stack, 0).toString(16))
            .as("seed %d: %s, %s", seed, top.toString(16), below.toString(16))
            .isEqualTo(want.toString(16));
      }
    }
  }

  private static int shift(BigInteger word) {
    return word.min(BigInteger.valueOf(256)).intValue();
  }

  @Test
  void addSubMul_randomWords_wrapLikeTheIntegers() {
    check((s, sp, _) -> Word.add(s, sp), BigInteger::add);
    check((s, sp, _) -> Word.sub(s, sp), BigInteger::subtract);
    check((s, sp, _) -> Word.mul(s, sp), BigInteger::multiply);
  }

  @Test
  void divMod_randomWords_areTheIntegerQuotientAndRemainder() {
    check(Division::div, (a, b) -> b.signum() == 0 ? BigInteger.ZERO : a.divide(b));
    check(Division::mod, (a, b) -> b.signum() == 0 ? BigInteger.ZERO : a.mod(b));
  }

  @Test
  void sdivSmod_randomWords_truncateTowardsZero() {
    check(
        Division::sdiv, (a, b) -> b.signum() == 0 ? BigInteger.ZERO : signed(a).divide(signed(b)));
    check(
        Division::smod,
        (a, b) -> b.signum() == 0 ? BigInteger.ZERO : signed(a).remainder(signed(b)));
  }

  @Test
  void comparisons_randomWords_orderLikeTheIntegers() {
    check((s, sp, _) -> Word.lt(s, sp), (a, b) -> bool(a.compareTo(b) < 0));
    check((s, sp, _) -> Word.gt(s, sp), (a, b) -> bool(a.compareTo(b) > 0));
    check((s, sp, _) -> Word.slt(s, sp), (a, b) -> bool(signed(a).compareTo(signed(b)) < 0));
    check((s, sp, _) -> Word.sgt(s, sp), (a, b) -> bool(signed(a).compareTo(signed(b)) > 0));
    check((s, sp, _) -> Word.eq(s, sp), (a, b) -> bool(a.equals(b)));
  }

  @Test
  void bitOperations_randomWords_matchTheIntegers() {
    check((s, sp, _) -> Word.and(s, sp), BigInteger::and);
    check((s, sp, _) -> Word.or(s, sp), BigInteger::or);
    check((s, sp, _) -> Word.xor(s, sp), BigInteger::xor);
  }

  @Test
  void shifts_randomWords_matchTheIntegers() {
    Operation small =
        (s, _, _) -> {
          Word.setLong(s, 4, s[4] & 0x1ff);
          return 8;
        };
    check((s, sp, w) -> Word.shl(s, small.apply(s, sp, w)), (a, b) -> shiftLeft(low9(a), b));
    check((s, sp, w) -> Word.shr(s, small.apply(s, sp, w)), (a, b) -> b.shiftRight(shift(low9(a))));
    check(
        (s, sp, w) -> Word.sar(s, small.apply(s, sp, w)),
        (a, b) -> signed(b).shiftRight(shift(low9(a))));
    check((s, sp, _) -> Word.shl(s, sp), (a, b) -> shiftLeft(a, b));
    check((s, sp, _) -> Word.sar(s, sp), (a, b) -> signed(b).shiftRight(shift(a)));
  }

  private static BigInteger low9(BigInteger word) {
    return word.and(BigInteger.valueOf(0x1ff));
  }

  private static BigInteger shiftLeft(BigInteger bits, BigInteger word) {
    return word.shiftLeft(shift(bits));
  }

  @Test
  void byteAtAndSignExtend_randomWords_matchTheIntegers() {
    Operation small =
        (s, _, _) -> {
          Word.setLong(s, 4, s[4] & 0x3f);
          return 8;
        };
    check(
        (s, sp, w) -> Word.byteAt(s, small.apply(s, sp, w)),
        (a, b) -> {
          int index = a.intValue() & 0x3f;
          return index > 31
              ? BigInteger.ZERO
              : b.shiftRight(8 * (31 - index)).and(BigInteger.valueOf(255));
        });
    check(
        (s, sp, w) -> Word.signExtend(s, small.apply(s, sp, w)),
        (a, b) -> {
          int bits = 8 * ((a.intValue() & 0x3f) + 1);
          if (bits >= 256) {
            return b;
          }
          BigInteger kept = b.mod(BigInteger.ONE.shiftLeft(bits));
          return kept.testBit(bits - 1) ? kept.subtract(BigInteger.ONE.shiftLeft(bits)) : kept;
        });
  }

  @Test
  void exp_randomWords_isThePowerModulo2To256() {
    long seed = new Random().nextLong();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    long[] stack = new long[8];
    long[] scratch = new long[Division.SCRATCH_LONGS];
    for (int i = 0; i < CASES / 20; i++) {
      fill(stack, 2, random);
      BigInteger want = value(stack, 4).modPow(value(stack, 0), MODULUS);
      assertThat(Word.exp(stack, 8, scratch)).isEqualTo(4);
      assertThat(value(stack, 0)).as("seed %d", seed).isEqualTo(want);
    }
  }

  @Test
  void addmodMulmod_randomWords_reduceTheExactResult() {
    long seed = new Random().nextLong();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    long[] stack = new long[12];
    long[] scratch = new long[Division.SCRATCH_LONGS];
    for (int i = 0; i < CASES; i++) {
      fill(stack, 3, random);
      long[] copy = stack.clone();
      BigInteger a = value(stack, 8);
      BigInteger b = value(stack, 4);
      BigInteger n = value(stack, 0);
      boolean none = n.signum() == 0;
      assertThat(Division.addmod(stack, 12, scratch)).isEqualTo(4);
      assertThat(value(stack, 0))
          .as("seed %d: %s + %s mod %s", seed, a, b, n)
          .isEqualTo(none ? n : a.add(b).mod(n));
      assertThat(Division.mulmod(copy, 12, scratch)).isEqualTo(4);
      assertThat(value(copy, 0))
          .as("seed %d: %s * %s mod %s", seed, a, b, n)
          .isEqualTo(none ? n : a.multiply(b).mod(n));
    }
  }

  @Test
  void unaryOperations_randomWords_matchTheIntegers() {
    long seed = new Random().nextLong();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    long[] stack = new long[4];
    for (int i = 0; i < CASES; i++) {
      fill(stack, 1, random);
      BigInteger word = value(stack, 0);
      Word.clz(stack, 4);
      assertThat(stack[0]).as("seed %d", seed).isEqualTo(256 - word.bitLength());
      fill(stack, 1, random);
      word = value(stack, 0);
      Word.not(stack, 4);
      assertThat(value(stack, 0)).isEqualTo(MODULUS.subtract(BigInteger.ONE).subtract(word));
      fill(stack, 1, random);
      word = value(stack, 0);
      Word.isZero(stack, 4);
      assertThat(value(stack, 0)).isEqualTo(bool(word.signum() == 0));
    }
  }

  @Test
  void loads_anyLength_readBigEndianAndPadWithZeros() {
    long seed = new Random().nextLong();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    byte[] bytes = new byte[96];
    random.nextBytes(bytes);
    long[] stack = new long[4];
    for (int length = 1; length <= 32; length++) {
      byte[] part = java.util.Arrays.copyOfRange(bytes, 7, 7 + length);
      Word.loadShort(stack, 0, bytes, 7, length);
      assertThat(value(stack, 0)).isEqualTo(new BigInteger(1, part));
      Word.loadPadded(stack, 0, bytes, 7, 7 + length);
      assertThat(value(stack, 0)).isEqualTo(new BigInteger(1, part).shiftLeft(8 * (32 - length)));
    }
    Word.loadAddress(stack, 0, bytes, 3);
    assertThat(value(stack, 0))
        .isEqualTo(new BigInteger(1, java.util.Arrays.copyOfRange(bytes, 3, 23)));
    byte[] target = new byte[32];
    Word.storeAddress(stack, 0, target, 12);
    assertThat(new BigInteger(1, target)).isEqualTo(value(stack, 0));
    Word.load(stack, 0, bytes, 40);
    Word.store(stack, 0, target, 0);
    assertThat(target).isEqualTo(java.util.Arrays.copyOfRange(bytes, 40, 72));
  }
}
