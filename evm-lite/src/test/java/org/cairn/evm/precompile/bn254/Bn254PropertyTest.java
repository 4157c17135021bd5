package org.cairn.evm.precompile.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.cairn.core.types.UInt256;
import org.cairn.evm.precompile.bn254.Reference.Complex;
import org.cairn.evm.precompile.bn254.Reference.Point;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Bn254PropertyTest {
  private static final BigInteger ORDER = G1.ORDER;

  /// How many points the twist has: 2p - r times r.
  private static final BigInteger TWIST_ORDER =
      Reference.P.shiftLeft(1).subtract(ORDER).multiply(ORDER);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void sum_ofRandomPoints_isThatOfTheReference() {
    List<@Nullable Point> points = new ArrayList<>();
    points.add(null);
    for (int i = 1; i < 8; i++) {
      Point point = Reference.times(Reference.G1_GENERATOR, scalar());
      points.add(point);
      points.add(point == null ? null : point.negated());
    }
    for (Point p : points) {
      for (Point q : points) {
        assertThat(Bn254.add(concatenated(g1(p), g1(q)), 0))
            .as("seed " + seed)
            .isEqualTo(g1(Reference.add(p, q)));
      }
    }
  }

  @Test
  void multiple_byRandomAndEdgeScalars_isThatOfTheReference() {
    List<BigInteger> scalars = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      BigInteger small = BigInteger.valueOf(i);
      scalars.add(small);
      scalars.add(ORDER.add(small));
      scalars.add(ORDER.subtract(small));
      scalars.add(G1.LAMBDA.add(small));
      scalars.add(ORDER.subtract(G1.LAMBDA).add(small));
      scalars.add(BigInteger.ONE.shiftLeft(256).subtract(small.add(BigInteger.ONE)));
      scalars.add(BigInteger.ONE.shiftLeft(126 + i));
    }
    for (int i = 0; i < 40; i++) {
      scalars.add(scalar());
    }
    Point point = Reference.times(Reference.G1_GENERATOR, BigInteger.valueOf(12345));
    for (BigInteger scalar : scalars) {
      byte[] bytes = new byte[32];
      UInt256.of(scalar).writeTo(bytes, 0);
      assertThat(Bn254.multiply(concatenated(g1(point), bytes), 0))
          .as("seed %d: %s", seed, scalar)
          .isEqualTo(g1(Reference.times(point, scalar)));
    }
  }

  @Test
  void lambda_multipliesAsTheEndomorphism() {
    assertThat(G1.LAMBDA.pow(2).add(G1.LAMBDA).add(BigInteger.ONE).mod(ORDER).signum()).isZero();
  }

  @Test
  void pairing_isBilinear() {
    for (int round = 0; round < 5; round++) {
      BigInteger a = scalar();
      BigInteger b = scalar();
      BigInteger minusAb = a.multiply(b).negate().mod(ORDER);
      byte[] left = pair(times1(a), times2(b));
      assertThat(isOne(left, pair(times1(minusAb), Reference.G2_GENERATOR)))
          .as("seed " + seed)
          .isTrue();
      assertThat(isOne(left, pair(times1(BigInteger.ONE), times2(minusAb)))).isTrue();
      BigInteger other = minusAb.add(BigInteger.ONE);
      assertThat(isOne(left, pair(times1(other), Reference.G2_GENERATOR))).isFalse();
    }
  }

  @Test
  void pairing_ofManyPairs_isOneWhenTheExponentsSumUpToZero() {
    BigInteger sum = BigInteger.ZERO;
    List<byte[]> pairs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      BigInteger a = i == 2 ? BigInteger.ZERO : scalar();
      BigInteger b = i == 4 ? BigInteger.ZERO : scalar();
      sum = sum.add(a.multiply(b));
      pairs.add(pair(times1(a), times2(b)));
    }
    pairs.add(pair(times1(sum.negate().mod(ORDER)), Reference.G2_GENERATOR));
    assertThat(isOne(pairs.toArray(byte[][]::new))).as("seed " + seed).isTrue();
    pairs.removeFirst();
    assertThat(isOne(pairs.toArray(byte[][]::new))).as("seed " + seed).isFalse();
  }

  @Test
  void pairing_withAPointOutsideTheGroup_isRefused() {
    byte[] good = pair(times1(scalar()), times2(scalar()));
    for (Point outside : outsideTheGroup()) {
      byte[] bad = pair(times1(scalar()), outside);
      byte[] badWithInfinity = pair(null, outside);
      assertThat(isOne(bad)).isNull();
      assertThat(isOne(badWithInfinity)).isNull();
      assertThat(isOne(good, bad)).isNull();
      assertThat(isOne(bad, good)).isNull();
      assertThat(isOne(badWithInfinity, good)).isNull();
      assertThat(isOne(bad, pair(times1(BigInteger.ONE), outside.negated()))).isNull();
    }
  }

  /// Points of the twist of random order, of the smallest order there is, which makes the running
  /// point infinity soon, and of r times that.
  private List<Point> outsideTheGroup() {
    BigInteger small = BigInteger.valueOf(10069);
    List<Point> points = new ArrayList<>();
    while (points.size() < 12) {
      Point point = Reference.twistPoint(Complex.of(random.nextInt(), random.nextInt()));
      if (point != null) {
        assertThat(Reference.times(point, TWIST_ORDER)).isNull();
        points.add(point);
        Point ofSmallOrder = Reference.times(point, TWIST_ORDER.divide(small));
        if (ofSmallOrder != null) {
          points.add(ofSmallOrder);
          points.add(Objects.requireNonNull(Reference.add(ofSmallOrder, Reference.G2_GENERATOR)));
        }
      }
    }
    return points;
  }

  /// 6u+2 + ψ - ψ² + ψ³ is a + bψ by ψ² = tψ - p; its norm is a² + abt + b²p.
  @Test
  void membershipTest_isExact() {
    BigInteger p = Reference.P;
    BigInteger t = p.add(BigInteger.ONE).subtract(ORDER);
    BigInteger loop = BigInteger.valueOf(G2.U).multiply(BigInteger.valueOf(6)).add(BigInteger.TWO);
    BigInteger[] factors = {loop, BigInteger.ONE, BigInteger.ONE.negate(), BigInteger.ONE};
    BigInteger a = BigInteger.ZERO;
    BigInteger b = BigInteger.ZERO;
    for (int i = factors.length - 1; i >= 0; i--) {
      BigInteger next = a.add(b.multiply(t));
      a = b.multiply(p).negate().add(factors[i]);
      b = next;
    }
    BigInteger norm = a.multiply(a).add(a.multiply(b).multiply(t)).add(b.multiply(b).multiply(p));
    assertThat(norm.gcd(TWIST_ORDER)).isEqualTo(ORDER);
  }

  @Test
  void hardExponent_isAMultipleThatKeepsTheOrder() {
    BigInteger u = BigInteger.valueOf(G2.U);
    BigInteger uu = u.multiply(u);
    BigInteger twelveUuu = uu.multiply(u).multiply(BigInteger.valueOf(12));
    BigInteger sixUu = uu.multiply(BigInteger.valueOf(6));
    BigInteger p = Reference.P;
    BigInteger l = twelveUuu.add(sixUu).add(u.multiply(BigInteger.valueOf(4)));
    BigInteger k = twelveUuu.add(sixUu).add(u.multiply(BigInteger.valueOf(6)));
    BigInteger exponent =
        k.add(sixUu)
            .add(BigInteger.ONE)
            .add(l.multiply(p))
            .add(k.multiply(p.pow(2)))
            .add(l.subtract(BigInteger.ONE).multiply(p.pow(3)));
    BigInteger hard = p.pow(4).subtract(p.pow(2)).add(BigInteger.ONE).divide(ORDER);
    assertThat(exponent.mod(hard).signum()).isZero();
    assertThat(exponent.divide(hard).mod(ORDER).signum()).isNotZero();
  }

  private BigInteger scalar() {
    return new BigInteger(256, random);
  }

  private static @Nullable Point times1(BigInteger scalar) {
    return Reference.times(Reference.G1_GENERATOR, scalar.mod(ORDER));
  }

  private static @Nullable Point times2(BigInteger scalar) {
    return Reference.times(Reference.G2_GENERATOR, scalar.mod(ORDER));
  }

  private static byte[] g1(@Nullable Point point) {
    return point == null ? new byte[64] : point.g1();
  }

  private static byte[] pair(@Nullable Point p, @Nullable Point q) {
    return concatenated(g1(p), q == null ? new byte[128] : q.g2());
  }

  private static @Nullable Boolean isOne(byte[]... pairs) {
    return Bn254.pairingIsOne(concatenated(pairs), 0, pairs.length);
  }

  private static byte[] concatenated(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] result = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, result, at, part.length);
      at += part.length;
    }
    return result;
  }
}
