package org.cairn.core.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.cairn.core.types.Hex;
import org.jspecify.annotations.Nullable;

/// Operations on the curves of BLS12-381 in the encoding of EIP-2537: a field element is 64
/// big-endian bytes below p, an element of the quadratic extension two of them (c0, c1), a point
/// its affine coordinates, infinity all zeros. A result of nothing says that the input is invalid.
/// The callers see to it that the arrays hold as many bytes as an operation reads.
public final class Bls12381 {
  public static final int SCALAR_BYTES = 32;
  public static final int FP_BYTES = 64;
  private static final int FP_PADDING_BYTES = 16;

  private static final byte[] MODULUS =
      Hex.decode(
          "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f624"
              + "1eabfffeb153ffffb9feffffffffaaab");

  private Bls12381() {}

  /// One of the two groups, with the sizes of its encodings.
  public enum Group {
    G1(1),
    G2(2);

    /// The field elements of a coordinate.
    private final int coordinates;

    Group(int coordinates) {
      this.coordinates = coordinates;
    }

    private Blst.Group curve() {
      return this == G1 ? Blst.G1 : Blst.G2;
    }

    /// What `map` reads.
    public int elementBytes() {
      return coordinates * FP_BYTES;
    }

    public int pointBytes() {
      return 2 * elementBytes();
    }
  }

  /// The sum of two points of the curve; they need not be in the group.
  public static byte @Nullable [] add(Group group, byte[] input, int offset) {
    Blst.Group curve = group.curve();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(curve.affineBytes(), 8);
      MemorySegment b = arena.allocate(curve.affineBytes(), 8);
      if (!readPoint(group, input, offset, a)
          || !readPoint(group, input, offset + group.pointBytes(), b)) {
        return null;
      }
      MemorySegment sum = arena.allocate(curve.projectiveBytes(), 8);
      curve.fromAffine(sum, a);
      curve.add(sum, sum, b);
      return write(group, arena, sum);
    }
  }

  /// The sum of so many points of the group, each multiplied by the scalar behind it.
  public static byte @Nullable [] multiply(Group group, byte[] input, int offset, int count) {
    Blst.Group curve = group.curve();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment points = arena.allocate((long) curve.affineBytes() * count, 8);
      MemorySegment scalars = arena.allocate((long) Blst.SCALAR_BYTES * count, 8);
      MemorySegment plain = arena.allocate(Blst.SCALAR_BYTES, 8);
      int kept = 0;
      for (int i = 0; i < count; i++) {
        int at = offset + i * (group.pointBytes() + SCALAR_BYTES);
        MemorySegment point =
            points.asSlice((long) kept * curve.affineBytes(), curve.affineBytes());
        if (!readPoint(group, input, at, point)) {
          return null;
        }
        if (isZero(point)) {
          continue;
        }
        if (!curve.isInGroup(point)) {
          return null;
        }
        MemorySegment.copy(input, at + group.pointBytes(), plain, JAVA_BYTE, 0, SCALAR_BYTES);
        MemorySegment scalar = scalars.asSlice((long) kept * Blst.SCALAR_BYTES, Blst.SCALAR_BYTES);
        if (Blst.reduceScalar(scalar, plain)) {
          kept++;
        }
      }
      MemorySegment sum = arena.allocate(curve.projectiveBytes(), 8);
      if (kept == 1) {
        MemorySegment point = arena.allocate(curve.projectiveBytes(), 8);
        curve.fromAffine(point, points);
        curve.multiply(sum, point, scalars);
      } else if (kept > 1) {
        MemorySegment scratch = arena.allocate(curve.multiplyAllScratchBytes(kept), 8);
        curve.multiplyAll(sum, list(arena, points), kept, list(arena, scalars), scratch);
      }
      return write(group, arena, sum);
    }
  }

  /// The point of the group that a field element maps to.
  public static byte @Nullable [] map(Group group, byte[] input, int offset) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment element = arena.allocate(group.curve().coordinateBytes, 8);
      if (!readElements(input, offset, element, group.coordinates)) {
        return null;
      }
      MemorySegment point = arena.allocate(group.curve().projectiveBytes(), 8);
      group.curve().map(point, element);
      return write(group, arena, point);
    }
  }

  /// Whether the product of the pairings of so many pairs (G1, G2) is one.
  public static @Nullable Boolean pairingIsOne(byte[] input, int offset, int count) {
    Blst.Group curve1 = Blst.G1;
    Blst.Group curve2 = Blst.G2;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ps = arena.allocate((long) curve1.affineBytes() * count, 8);
      MemorySegment qs = arena.allocate((long) curve2.affineBytes() * count, 8);
      int kept = 0;
      int pairBytes = Group.G1.pointBytes() + Group.G2.pointBytes();
      for (int i = 0; i < count; i++) {
        int at = offset + i * pairBytes;
        MemorySegment p = ps.asSlice((long) kept * curve1.affineBytes(), curve1.affineBytes());
        MemorySegment q = qs.asSlice((long) kept * curve2.affineBytes(), curve2.affineBytes());
        if (!readMember(Group.G1, input, at, p)
            || !readMember(Group.G2, input, at + Group.G1.pointBytes(), q)) {
          return null;
        }
        if (!isZero(p) && !isZero(q)) {
          kept++;
        }
      }
      return kept == 0 || pairingIsOne(arena, qs, ps, kept);
    }
  }

  /// The same for native affine points of which none is infinity.
  static boolean pairingIsOne(Arena arena, MemorySegment qs, MemorySegment ps, int count) {
    MemorySegment f = arena.allocate(Blst.FP12_BYTES, 8);
    MemorySegment scratch = arena.allocate(Blst.FP12_BYTES, 8);
    Blst.millerLoop(f, list(arena, qs), list(arena, ps), count);
    return Blst.finalExponentiationIsOne(f, scratch);
  }

  /// The library's form of a list whose items lie one after the other.
  private static MemorySegment list(Arena arena, MemorySegment items) {
    MemorySegment pointers = arena.allocate(ADDRESS, 2);
    pointers.setAtIndex(ADDRESS, 0, items);
    pointers.setAtIndex(ADDRESS, 1, MemorySegment.NULL);
    return pointers;
  }

  /// Infinity is all zeros in the library's affine form, too.
  static boolean isZero(MemorySegment segment) {
    for (long i = 0; i < segment.byteSize(); i++) {
      if (segment.get(JAVA_BYTE, i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean readMember(Group group, byte[] input, int offset, MemorySegment affine) {
    return readPoint(group, input, offset, affine)
        && (isZero(affine) || group.curve().isInGroup(affine));
  }

  private static boolean readPoint(Group group, byte[] input, int offset, MemorySegment affine) {
    return readElements(input, offset, affine, 2 * group.coordinates)
        && (isZero(affine) || group.curve().isOnCurve(affine));
  }

  private static boolean readElements(byte[] input, int offset, MemorySegment elements, int count) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(Blst.FP_BYTES);
      for (int i = 0; i < count; i++) {
        int at = offset + i * FP_BYTES;
        if (!isPaddedElement(input, at)) {
          return false;
        }
        MemorySegment.copy(input, at + FP_PADDING_BYTES, bytes, JAVA_BYTE, 0, Blst.FP_BYTES);
        Blst.fieldFromBytes(elements.asSlice((long) i * Blst.FP_BYTES, Blst.FP_BYTES), bytes);
      }
      return true;
    }
  }

  private static boolean isPaddedElement(byte[] input, int at) {
    for (int i = 0; i < FP_PADDING_BYTES; i++) {
      if (input[at + i] != 0) {
        return false;
      }
    }
    return Arrays.compareUnsigned(
            input, at + FP_PADDING_BYTES, at + FP_BYTES, MODULUS, 0, MODULUS.length)
        < 0;
  }

  private static byte[] write(Group group, Arena arena, MemorySegment projective) {
    MemorySegment affine = arena.allocate(group.curve().affineBytes(), 8);
    group.curve().toAffine(affine, projective);
    MemorySegment bytes = arena.allocate(Blst.FP_BYTES);
    byte[] output = new byte[group.pointBytes()];
    for (int i = 0; i < 2 * group.coordinates; i++) {
      Blst.bytesFromField(bytes, affine.asSlice((long) i * Blst.FP_BYTES, Blst.FP_BYTES));
      MemorySegment.copy(
          bytes, JAVA_BYTE, 0, output, i * FP_BYTES + FP_PADDING_BYTES, Blst.FP_BYTES);
    }
    return output;
  }
}
