package org.cairn.evm.precompile;

import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.crypto.Secp256k1;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.crypto.Signature;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Hex;
import org.cairn.evm.fork.Fork;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One run of a precompile.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
@org.openjdk.jmh.annotations.Fork(1)
@SuppressWarnings("NullAway.Init") // set by JMH and by prepare
public class PrecompileBenchmark {
  private static final String SCALAR = "1f".repeat(32);
  private static final String NUMBER = "c3".repeat(256);
  private static final String BASE = "5b".repeat(256);

  /// What runs on what.
  public enum Case {
    EC_RECOVER(0x01, ""),
    SHA256_OF_128_BYTES(0x02, "5a".repeat(128)),
    RIPEMD160_OF_128_BYTES(0x03, "5a".repeat(128)),
    IDENTITY_OF_128_BYTES(0x04, "5a".repeat(128)),
    MODEXP_OF_2048_BITS(0x05, modExp(BASE, "010001", NUMBER)),
    MODEXP_MODULO_AN_EVEN_NUMBER(0x05, modExp(BASE, SCALAR, NUMBER.substring(2) + "c0")),
    BN254_ADD(0x06, CurvePrecompilesTest.G1 + CurvePrecompilesTest.G1_DOUBLE),
    BN254_MULTIPLY(0x07, CurvePrecompilesTest.G1_DOUBLE + SCALAR),
    BN254_PAIRING_OF_2(
        0x08,
        CurvePrecompilesTest.G1
            + CurvePrecompilesTest.G2
            + CurvePrecompilesTest.G1_NEGATED
            + CurvePrecompilesTest.G2),
    BLAKE2F_OF_12_ROUNDS(0x09, "0000000c" + "5a".repeat(208) + "01"),
    BLAKE2F_OF_1200_ROUNDS(0x09, "000004b0" + "5a".repeat(208) + "01"),
    BLS_G1_ADD(0x0b, CurvePrecompilesTest.BLS_G1.repeat(2)),
    BLS_G1_MULTIPLY(0x0c, CurvePrecompilesTest.BLS_G1 + SCALAR),
    BLS_G1_MULTIPLY_16(0x0c, (CurvePrecompilesTest.BLS_G1 + SCALAR).repeat(16)),
    BLS_G2_ADD(0x0d, CurvePrecompilesTest.BLS_G2.repeat(2)),
    BLS_G2_MULTIPLY(0x0e, CurvePrecompilesTest.BLS_G2 + SCALAR),
    BLS_PAIRING_OF_2(0x0f, (CurvePrecompilesTest.BLS_G1 + CurvePrecompilesTest.BLS_G2).repeat(2)),
    BLS_MAP_TO_G1(0x10, CurvePrecompilesTest.BLS_G1.substring(0, 128)),
    P256_VERIFY(0x100, "");

    private final int number;
    private final String input;

    Case(int number, String input) {
      this.number = number;
      this.input = input;
    }

    private byte[] bytes() throws GeneralSecurityException {
      return switch (this) {
        case EC_RECOVER -> {
          Hash hash = Keccak256.hash(new byte[1]);
          SecretKey key = SecretKey.of(Hex.decode("11".repeat(32)));
          Signature signature = Secp256k1.sign(hash, key);
          yield SignaturePrecompilesTest.recoverInput(
              hash, 27L + signature.yParity(), signature.r(), signature.s());
        }
        case P256_VERIFY -> SignaturePrecompilesTest.p256Input(Bytes.EMPTY);
        default -> Hex.decode(input);
      };
    }
  }

  @Param public Case what;
  private Precompile precompile;
  private byte[] input;

  private static String modExp(String base, String exponent, String modulus) {
    StringBuilder input = new StringBuilder();
    for (String number : new String[] {base, exponent, modulus}) {
      input.append(CurvePrecompilesTest.word(Integer.toHexString(number.length() / 2)));
    }
    return input + base + exponent + modulus;
  }

  @Setup
  public void prepare() throws GeneralSecurityException {
    precompile = PrecompilesTest.at(Fork.OSAKA, what.number);
    input = what.bytes();
    byte[] output = precompile.run(input, 0, input.length);
    if (output == null || output.length == 0) {
      throw new IllegalStateException("refused: " + what);
    }
  }

  @Benchmark
  public byte @Nullable [] run() {
    return precompile.run(input, 0, input.length);
  }
}
