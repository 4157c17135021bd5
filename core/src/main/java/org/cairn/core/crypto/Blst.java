package org.cairn.core.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import org.cairn.core.types.InvariantViolation;
import supranational.blst.P1;
import supranational.blst.blst;

/// The functions of the native library inside jblst that its Java interface lacks, called through
/// the foreign-function interface. Structures are opaque bytes of the sizes below; lists of points
/// lie one after the other.
final class Blst {
  static final int FP_BYTES = 48;
  static final int FP12_BYTES = 12 * FP_BYTES;
  static final int SCALAR_BYTES = 32;

  /// The lines of the Miller loop for a fixed point of G2: 68 elements of Fp6.
  static final int LINES_BYTES = 68 * 6 * FP_BYTES;

  /// The scalars given to the library are reduced modulo the group order, which has 255 bits.
  private static final long SCALAR_BITS = 255;

  private static final SymbolLookup SYMBOLS = load();

  private static final MethodHandle FP_FROM_BENDIAN = procedure("blst_fp_from_bendian", 2);
  private static final MethodHandle BENDIAN_FROM_FP = procedure("blst_bendian_from_fp", 2);
  private static final MethodHandle FINAL_EXP = procedure("blst_final_exp", 2);
  private static final MethodHandle FP12_IS_ONE = predicate("blst_fp12_is_one");
  private static final MethodHandle MILLER_LOOP_N =
      handle("blst_miller_loop_n", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle PRECOMPUTE_LINES = procedure("blst_precompute_lines", 2);
  private static final MethodHandle MILLER_LOOP_LINES = procedure("blst_miller_loop_lines", 3);
  private static final MethodHandle FP12_MUL = procedure("blst_fp12_mul", 3);
  private static final MethodHandle SCALAR_FROM_BE_BYTES =
      handle(
          "blst_scalar_from_be_bytes",
          FunctionDescriptor.of(JAVA_BYTE, ADDRESS, ADDRESS, JAVA_LONG));

  static final Group G1 = new Group("p1", "g1", FP_BYTES);
  static final Group G2 = new Group("p2", "g2", 2 * FP_BYTES);

  private Blst() {}

  /// One of the two curves with its group.
  static final class Group {
    /// A coordinate; an affine point has two, a projective one three.
    final int coordinateBytes;

    private final MethodHandle fromAffine;
    private final MethodHandle toAffine;
    private final MethodHandle addOrDoubleAffine;
    private final MethodHandle onCurve;
    private final MethodHandle inGroup;
    private final MethodHandle mult;
    private final MethodHandle pippenger;
    private final MethodHandle pippengerScratch;
    private final MethodHandle map;
    private final MethodHandle uncompress;

    private Group(String point, String group, int coordinateBytes) {
      String prefix = "blst_" + point;
      this.coordinateBytes = coordinateBytes;
      fromAffine = procedure(prefix + "_from_affine", 2);
      toAffine = procedure(prefix + "_to_affine", 2);
      addOrDoubleAffine = procedure(prefix + "_add_or_double_affine", 3);
      onCurve = predicate(prefix + "_affine_on_curve");
      inGroup = predicate(prefix + "_affine_in_" + group);
      mult =
          handle(prefix + "_mult", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
      pippenger =
          handle(
              prefix + "s_mult_pippenger",
              FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS));
      pippengerScratch =
          handle(
              prefix + "s_mult_pippenger_scratch_sizeof",
              FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
      map = procedure("blst_map_to_" + group, 3);
      uncompress =
          handle(prefix + "_uncompress", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    }

    int affineBytes() {
      return 2 * coordinateBytes;
    }

    int projectiveBytes() {
      return 3 * coordinateBytes;
    }

    void fromAffine(MemorySegment projective, MemorySegment affine) {
      call(fromAffine, projective, affine);
    }

    void toAffine(MemorySegment affine, MemorySegment projective) {
      call(toAffine, affine, projective);
    }

    void add(MemorySegment sum, MemorySegment projective, MemorySegment affine) {
      call(addOrDoubleAffine, sum, projective, affine);
    }

    boolean isOnCurve(MemorySegment affine) {
      return test(onCurve, affine);
    }

    boolean isInGroup(MemorySegment affine) {
      return test(inGroup, affine);
    }

    /// Maps one field element to the group, cofactor cleared.
    void map(MemorySegment projective, MemorySegment element) {
      call(map, projective, element, MemorySegment.NULL);
    }

    /// Whether the bytes are a compressed point of the curve; it need not be in the group.
    boolean uncompress(MemorySegment affine, MemorySegment bytes) {
      try {
        return (int) uncompress.invokeExact(affine, bytes) == 0;
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    void multiply(MemorySegment product, MemorySegment projective, MemorySegment scalar) {
      try {
        mult.invokeExact(product, projective, scalar, SCALAR_BITS);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    long multiplyAllScratchBytes(long count) {
      try {
        return (long) pippengerScratch.invokeExact(count);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }

    /// The sum of multiples of points, none of which may be infinity. `points` and `scalars` are
    /// arrays of a pointer to the first and a null pointer.
    void multiplyAll(
        MemorySegment sum,
        MemorySegment points,
        long count,
        MemorySegment scalars,
        MemorySegment scratch) {
      try {
        pippenger.invokeExact(sum, points, count, scalars, SCALAR_BITS, scratch);
      } catch (Throwable e) {
        throw unexpected(e);
      }
    }
  }

  static void fieldFromBytes(MemorySegment element, MemorySegment bigEndian) {
    call(FP_FROM_BENDIAN, element, bigEndian);
  }

  static void bytesFromField(MemorySegment bigEndian, MemorySegment element) {
    call(BENDIAN_FROM_FP, bigEndian, element);
  }

  /// Reduces the big-endian number modulo the group order; returns whether it is not zero then.
  static boolean reduceScalar(MemorySegment scalar, MemorySegment bigEndian) {
    try {
      return (byte) SCALAR_FROM_BE_BYTES.invokeExact(scalar, bigEndian, (long) SCALAR_BYTES) != 0;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// The Miller loop of affine points, none of them infinity; lists as in `multiplyAll`.
  static void millerLoop(MemorySegment result, MemorySegment g2, MemorySegment g1, long count) {
    try {
      MILLER_LOOP_N.invokeExact(result, g2, g1, count);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// The lines that [#millerLoopOfLines] takes in place of the affine point.
  static void precomputeLines(MemorySegment lines, MemorySegment g2) {
    call(PRECOMPUTE_LINES, lines, g2);
  }

  /// The Miller loop of an affine point other than infinity with a point given by its lines.
  static void millerLoopOfLines(MemorySegment result, MemorySegment lines, MemorySegment g1) {
    call(MILLER_LOOP_LINES, result, lines, g1);
  }

  static void multiplyFp12(MemorySegment product, MemorySegment a, MemorySegment b) {
    call(FP12_MUL, product, a, b);
  }

  static boolean finalExponentiationIsOne(MemorySegment millerLoop, MemorySegment scratch) {
    call(FINAL_EXP, scratch, millerLoop);
    return test(FP12_IS_ONE, scratch);
  }

  private static void call(MethodHandle procedure, MemorySegment a, MemorySegment b) {
    try {
      procedure.invokeExact(a, b);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static void call(
      MethodHandle procedure, MemorySegment a, MemorySegment b, MemorySegment c) {
    try {
      procedure.invokeExact(a, b, c);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static boolean test(MethodHandle predicate, MemorySegment a) {
    try {
      return (byte) predicate.invokeExact(a) != 0;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Native code throws nothing; what a method handle throws is a wrong declaration above.
  private static InvariantViolation unexpected(Throwable e) {
    return new InvariantViolation("a call into the BLS library failed: " + e);
  }

  /// jblst's own interface unpacks and loads the library when it is first used; from then on its
  /// symbols are visible here, as both classes have the same loader.
  private static SymbolLookup load() {
    P1 _ = blst.G1();
    return SymbolLookup.loaderLookup();
  }

  private static MethodHandle procedure(String name, int addresses) {
    MemoryLayout[] arguments = new MemoryLayout[addresses];
    Arrays.fill(arguments, ADDRESS);
    return handle(name, FunctionDescriptor.ofVoid(arguments));
  }

  private static MethodHandle predicate(String name) {
    return handle(name, FunctionDescriptor.of(JAVA_BYTE, ADDRESS));
  }

  private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    MemorySegment symbol =
        SYMBOLS
            .find(name)
            .orElseThrow(() -> new InvariantViolation("the BLS library lacks " + name));
    return Linker.nativeLinker().downcallHandle(symbol, descriptor);
  }
}
