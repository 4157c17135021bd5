package org.cairn.evm.precompile;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// 0x05: base^exponent mod modulus for numbers of any length (EIP-198), repriced by EIP-2565 and
/// EIP-7883, which EIP-7823 limits to 1024 bytes a number. Input: the three lengths (32 bytes
/// each), then base, exponent and modulus; what is missing at the end reads as zeros.
final class ModExp implements Precompile {
  /// What the input's lengths cost.
  enum Pricing {
    EIP_198,
    EIP_2565,
    EIP_7883
  }

  private static final int HEADER_BYTES = 96;
  private static final int EXPONENT_HEAD_BYTES = 32;
  private static final int EIP_7823_MAX_BYTES = 1024;

  /// Longer numbers are not priced: the least they could cost is over 50 million gas for an
  /// exponent, 10^14 for a base or modulus, and no array could hold them twice.
  private static final int MAX_BYTES = 1 << 27;

  /// How many squarings one call of modPow does for an exponent's zeros beyond the input.
  private static final int SQUARINGS_AT_ONCE = 1 << 16;

  private final Pricing pricing;

  ModExp(Pricing pricing) {
    this.pricing = pricing;
  }

  @Override
  public long gas(byte[] input, int offset, int lengthBytes) {
    int baseBytes = length(input, offset, lengthBytes, 0);
    int exponentBytes = length(input, offset, lengthBytes, 32);
    int modulusBytes = length(input, offset, lengthBytes, 64);
    long complexity = complexity(Math.max(baseBytes, modulusBytes));
    if (complexity == 0) {
      return minimum();
    }
    if (tooLong(baseBytes) || tooLong(modulusBytes) || tooLong(exponentBytes)) {
      return UNPAYABLE_GAS;
    }
    byte[] head =
        Input.padded(
            input,
            offset,
            lengthBytes,
            Math.addExact(HEADER_BYTES, baseBytes),
            Math.min(EXPONENT_HEAD_BYTES, exponentBytes));
    long bits = new BigInteger(1, head).bitLength();
    long perByte = pricing == Pricing.EIP_7883 ? 16 : 8;
    long iterations =
        Math.max(bits - 1, 0) + perByte * Math.max(exponentBytes - EXPONENT_HEAD_BYTES, 0);
    iterations = Math.max(iterations, 1);
    if (Math.multiplyHigh(complexity, iterations) != 0 || complexity * iterations < 0) {
      return UNPAYABLE_GAS;
    }
    return Math.max(minimum(), complexity * iterations / divisor());
  }

  @Override
  public byte @Nullable [] run(byte[] input, int offset, int lengthBytes) {
    int baseBytes = length(input, offset, lengthBytes, 0);
    int exponentBytes = length(input, offset, lengthBytes, 32);
    int modulusBytes = length(input, offset, lengthBytes, 64);
    if (pricing == Pricing.EIP_7883
        && Math.max(Math.max(baseBytes, exponentBytes), modulusBytes) > EIP_7823_MAX_BYTES) {
      return null;
    }
    if (modulusBytes == 0) {
      return new byte[0];
    }
    int exponentAt = HEADER_BYTES + baseBytes;
    BigInteger modulus =
        number(input, offset, lengthBytes, (long) exponentAt + exponentBytes, modulusBytes);
    if (modulus.bitLength() <= 1) {
      return new byte[modulusBytes];
    }
    BigInteger base = number(input, offset, lengthBytes, HEADER_BYTES, baseBytes);
    int present = Math.clamp((long) lengthBytes - exponentAt, 0, exponentBytes);
    BigInteger exponent = number(input, offset, lengthBytes, exponentAt, present);
    BigInteger result = base.modPow(exponent, modulus);
    if (exponent.signum() != 0) {
      result = square(result, 8L * (exponentBytes - present), modulus);
    }
    return toBytes(result, modulusBytes);
  }

  /// The value squared so many times: the power for an exponent's zeros beyond the input.
  private static BigInteger square(BigInteger value, long times, BigInteger modulus) {
    BigInteger result = value;
    long left = times;
    while (left > 0) {
      int now = (int) Math.min(left, SQUARINGS_AT_ONCE);
      result = result.modPow(BigInteger.ONE.shiftLeft(now), modulus);
      left -= now;
    }
    return result;
  }

  private static byte[] toBytes(BigInteger value, int sizeBytes) {
    byte[] minimal = value.toByteArray();
    byte[] result = new byte[sizeBytes];
    int count = Math.min(minimal.length, sizeBytes);
    System.arraycopy(minimal, minimal.length - count, result, sizeBytes - count, count);
    return result;
  }

  /// A number at a position; positions beyond the input read as zero, so nothing is copied there.
  private static BigInteger number(
      byte[] input, int offset, int lengthBytes, long from, int count) {
    if (from >= lengthBytes) {
      return BigInteger.ZERO;
    }
    int available = (int) Math.min(count, lengthBytes - from);
    int start = offset + (int) from;
    BigInteger value = new BigInteger(1, Arrays.copyOfRange(input, start, start + available));
    return value.shiftLeft(8 * (count - available));
  }

  /// A length, or one above the limit for whatever exceeds the limit.
  private static int length(byte[] input, int offset, int lengthBytes, int from) {
    byte[] word = Input.padded(input, offset, lengthBytes, from, 32);
    long value = 0;
    for (byte b : word) {
      value = value << 8 | (b & 0xff);
      if (value > MAX_BYTES) {
        return MAX_BYTES + 1;
      }
    }
    return (int) value;
  }

  private static boolean tooLong(int sizeBytes) {
    return sizeBytes > MAX_BYTES;
  }

  private long complexity(long sizeBytes) {
    long words = (sizeBytes + 7) / 8;
    return switch (pricing) {
      case EIP_198 ->
          sizeBytes <= 64
              ? sizeBytes * sizeBytes
              : sizeBytes <= 1024
                  ? sizeBytes * sizeBytes / 4 + 96 * sizeBytes - 3072
                  : sizeBytes * sizeBytes / 16 + 480 * sizeBytes - 199680;
      case EIP_2565 -> words * words;
      case EIP_7883 -> sizeBytes <= 32 ? 16 : 2 * words * words;
    };
  }

  private long divisor() {
    return switch (pricing) {
      case EIP_198 -> 20;
      case EIP_2565 -> 3;
      case EIP_7883 -> 1;
    };
  }

  private long minimum() {
    return switch (pricing) {
      case EIP_198 -> 0;
      case EIP_2565 -> 200;
      case EIP_7883 -> 500;
    };
  }
}
