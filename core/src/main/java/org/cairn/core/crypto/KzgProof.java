package org.cairn.core.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import org.cairn.core.types.Hex;
import org.cairn.core.types.Invariant;

/// The proof that a committed polynomial has the value y at z (EIP-4844, `verify_kzg_proof` of its
/// polynomial-commitments specification): e(C - y·G + z·π, H) = e(π, τ·H), where G and H are the
/// generators. Of the trusted setup it takes τ·H alone, so nothing is loaded from a file.
public final class KzgProof {
  public static final int COMMITMENT_BYTES = 48;
  public static final int SCALAR_BYTES = 32;

  /// The order of the groups: what z and y must be below.
  public static final BigInteger ORDER =
      new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);

  private static final byte[] G1_GENERATOR =
      Hex.decode(
          "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac58"
              + "6c55e83ff97a1aeffb3af00adb22c6bb");
  private static final byte[] G2_GENERATOR =
      Hex.decode(
          "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049"
              + "334cf11213945d57e5ac7d055d042b7e024aa2b2f08f0a91260805272dc51051"
              + "c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8");

  /// τ·H of the setup that Ethereum's ceremony made.
  private static final byte[] TAU_G2 =
      Hex.decode(
          "b5bfd7dd8cdeb128843bc287230af38926187075cbfbefa81009a2ce615ac53d"
              + "2914e5870cb452d2afaaab24f3499f72185cbfee53492714734429b7b38608e2"
              + "3926c911cceceac9a36851477ba4c60b087041de621000edc98edada20c1def2");

  /// Digits of four bits in a scalar, and how many of their values are not zero.
  private static final int DIGITS = 2 * SCALAR_BYTES;

  private static final int MULTIPLES_A_DIGIT = 15;

  /// The bit in the first byte of a compressed point that tells which of two y is meant.
  private static final byte SIGN_OF_Y = 0x20;

  private KzgProof() {}

  /// Whether the proof holds; false as well for points and scalars that are malformed. The
  /// commitment and proof are compressed points, z and y 32 big-endian bytes.
  public static boolean verify(byte[] commitment, byte[] z, byte[] y, byte[] proof) {
    BigInteger valueY = new BigInteger(1, y);
    if (valueY.compareTo(ORDER) >= 0 || new BigInteger(1, z).compareTo(ORDER) >= 0) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      Blst.Group g1 = Blst.G1;
      MemorySegment left = arena.allocate(g1.affineBytes(), 8);
      MemorySegment pi = arena.allocate(g1.affineBytes(), 8);
      MemorySegment c = arena.allocate(g1.affineBytes(), 8);
      if (!read(arena, g1, c, commitment) || !read(arena, g1, pi, proof)) {
        return false;
      }
      byte[] minusY = scalarBytes(valueY.negate().mod(ORDER));
      MemorySegment sum = multiple(arena, pi, z);
      MemorySegment term = arena.allocate(g1.affineBytes(), 8);
      g1.toAffine(term, multipleOfGenerator(arena, minusY));
      g1.add(sum, sum, term);
      g1.add(sum, sum, c);
      g1.toAffine(left, sum);
      if (Bls12381.isZero(left) || Bls12381.isZero(pi)) {
        return Bls12381.isZero(left) && Bls12381.isZero(pi);
      }
      // e(left, H) = e(π, τ·H) as a product: τ·H negated.
      MemorySegment f = arena.allocate(Blst.FP12_BYTES, 8);
      MemorySegment f2 = arena.allocate(Blst.FP12_BYTES, 8);
      Blst.millerLoopOfLines(f, Setup.H_LINES, left);
      Blst.millerLoopOfLines(f2, Setup.MINUS_TAU_H_LINES, pi);
      Blst.multiplyFp12(f, f, f2);
      return Blst.finalExponentiationIsOne(f, f2);
    }
  }

  /// What verification needs of the constant points, in native memory that is never freed: to
  /// decompress them and to compute the lines takes a third of the time of a verification.
  private static final class Setup {
    /// For each of a scalar's digits of four bits, the lowest first, the multiples of G by that
    /// power of 16 times 1 to 15.
    static final MemorySegment MULTIPLES =
        Arena.global().allocate((long) DIGITS * MULTIPLES_A_DIGIT * Blst.G1.affineBytes(), 8);

    static final MemorySegment H_LINES = Arena.global().allocate(Blst.LINES_BYTES, 8);
    static final MemorySegment MINUS_TAU_H_LINES = Arena.global().allocate(Blst.LINES_BYTES, 8);

    static {
      byte[] minusTauG2 = TAU_G2.clone();
      minusTauG2[0] ^= SIGN_OF_Y;
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment base = arena.allocate(Blst.G1.affineBytes(), 8);
        Invariant.check(point(arena, Blst.G1, base, G1_GENERATOR), "the generator of G1");
        fillMultiples(arena, base);
        MemorySegment q = arena.allocate(Blst.G2.affineBytes(), 8);
        Invariant.check(point(arena, Blst.G2, q, G2_GENERATOR), "the generator of G2");
        Blst.precomputeLines(H_LINES, q);
        Invariant.check(point(arena, Blst.G2, q, minusTauG2), "the point of the trusted setup");
        Blst.precomputeLines(MINUS_TAU_H_LINES, q);
      }
    }

    private static void fillMultiples(Arena arena, MemorySegment base) {
      Blst.Group g1 = Blst.G1;
      for (int digit = 0; digit < DIGITS; digit++) {
        MemorySegment sum = arena.allocate(g1.projectiveBytes(), 8);
        for (int i = 1; i <= MULTIPLES_A_DIGIT; i++) {
          g1.add(sum, sum, base);
          g1.toAffine(multiple(digit, i), sum);
        }
        g1.add(sum, sum, base);
        g1.toAffine(base, sum);
      }
    }

    static MemorySegment multiple(int digit, int factor) {
      long size = Blst.G1.affineBytes();
      return MULTIPLES.asSlice((digit * MULTIPLES_A_DIGIT + factor - 1) * size, size);
    }
  }

  /// A projective multiple by a table: an addition for each digit of the scalar, which is below the
  /// order.
  private static MemorySegment multipleOfGenerator(Arena arena, byte[] bigEndian) {
    MemorySegment sum = arena.allocate(Blst.G1.projectiveBytes(), 8);
    for (int digit = 0; digit < DIGITS; digit++) {
      int pair = bigEndian[SCALAR_BYTES - 1 - digit / 2];
      int factor = (pair >>> (4 * (digit & 1))) & MULTIPLES_A_DIGIT;
      if (factor != 0) {
        Blst.G1.add(sum, sum, Setup.multiple(digit, factor));
      }
    }
    return sum;
  }

  /// A projective multiple; infinity for infinity.
  private static MemorySegment multiple(Arena arena, MemorySegment affine, byte[] bigEndian) {
    Blst.Group g1 = Blst.G1;
    MemorySegment product = arena.allocate(g1.projectiveBytes(), 8);
    MemorySegment plain = arena.allocate(Blst.SCALAR_BYTES, 8);
    MemorySegment scalar = arena.allocate(Blst.SCALAR_BYTES, 8);
    MemorySegment.copy(bigEndian, 0, plain, JAVA_BYTE, 0, Blst.SCALAR_BYTES);
    if (Blst.reduceScalar(scalar, plain) && !Bls12381.isZero(affine)) {
      MemorySegment point = arena.allocate(g1.projectiveBytes(), 8);
      g1.fromAffine(point, affine);
      g1.multiply(product, point, scalar);
    }
    return product;
  }

  /// Reads a compressed point that must be in the group; infinity is.
  private static boolean read(
      Arena arena, Blst.Group group, MemorySegment affine, byte[] compressed) {
    return point(arena, group, affine, compressed)
        && (Bls12381.isZero(affine) || group.isInGroup(affine));
  }

  private static boolean point(
      Arena arena, Blst.Group group, MemorySegment affine, byte[] compressed) {
    MemorySegment bytes = arena.allocate(compressed.length);
    MemorySegment.copy(compressed, 0, bytes, JAVA_BYTE, 0, compressed.length);
    return group.uncompress(affine, bytes);
  }

  private static byte[] scalarBytes(BigInteger value) {
    byte[] result = new byte[SCALAR_BYTES];
    byte[] minimal = value.toByteArray();
    int count = Math.min(minimal.length, SCALAR_BYTES);
    System.arraycopy(minimal, minimal.length - count, result, SCALAR_BYTES - count, count);
    return result;
  }
}
