package org.cairn.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Objects;
import java.util.Random;
import org.cairn.core.types.Hex;
import org.cairn.evm.fork.Fork;
import org.junit.jupiter.api.Test;

class ModExpTest {
  private static final Precompile BYZANTIUM = PrecompilesTest.at(Fork.BYZANTIUM, 5);
  private static final Precompile BERLIN = PrecompilesTest.at(Fork.BERLIN, 5);
  private static final Precompile OSAKA = PrecompilesTest.at(Fork.OSAKA, 5);

  private static byte[] input(long base, long exponent, long modulus, String numbers) {
    String lengths = "%064x%064x%064x".formatted(base, exponent, modulus);
    return Hex.decode("0x" + lengths + numbers);
  }

  private static byte[] run(Precompile precompile, byte[] input) {
    return Objects.requireNonNull(precompile.run(input, 0, input.length));
  }

  private static long gas(Precompile precompile, byte[] input) {
    return precompile.gas(input, 0, input.length);
  }

  @Test
  void run_onRandomNumbers_agreesWithRepeatedMultiplication() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      BigInteger base = new BigInteger(random.nextInt(200), random);
      int exponent = random.nextInt(40);
      BigInteger modulus = new BigInteger(random.nextInt(100), random);
      BigInteger expected = BigInteger.ONE;
      for (int k = 0; k < exponent; k++) {
        expected = expected.multiply(base);
      }
      expected = modulus.signum() == 0 ? BigInteger.ZERO : expected.mod(modulus);
      byte[] input = input(25, 1, 13, "%050x%02x%026x".formatted(base, exponent, modulus));
      byte[] output = run(BERLIN, input);
      assertThat(new BigInteger(1, output)).as("seed " + seed).isEqualTo(expected);
      assertThat(output).hasSize(13);
    }
  }

  @Test
  void run_ofTheExamplesOfEip198_givesTheirResults() {
    String p = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f";
    String pMinusOne = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2e";
    assertThat(new BigInteger(1, run(BYZANTIUM, input(1, 32, 32, "03" + pMinusOne + p))))
        .isEqualTo(BigInteger.ONE);
    assertThat(new BigInteger(1, run(BYZANTIUM, input(0, 32, 32, pMinusOne + p))).signum())
        .isZero();
    // The modulus is shorter than said: zeros follow.
    assertThat(Hex.encode(run(BYZANTIUM, input(1, 2, 32, "03ffff80"))))
        .isEqualTo("0x3b01b01ac41f2d6e917c6d6a221ce793802469026d9ab7578fa2e79e4da6aaab");
  }

  @Test
  void run_ofAnExponentThatGoesOnBeyondTheInput_readsZeros() {
    // 3^(0x05 followed by 300 zero bytes) mod 1000007, the modulus in front by its length.
    byte[] whole = input(1, 301, 3, "0305" + "00".repeat(300) + "0f4247");
    BigInteger expected =
        BigInteger.valueOf(3)
            .modPow(BigInteger.valueOf(5).shiftLeft(2400), BigInteger.valueOf(1000007));
    assertThat(new BigInteger(1, run(BERLIN, whole))).isEqualTo(expected);
    // Cut off within the exponent, the modulus is zero, and so is the result.
    byte[] cut = input(1, 301, 3, "0305");
    assertThat(run(BERLIN, cut)).isEqualTo(new byte[3]);
  }

  @Test
  void run_ofEdgeLengths_givesZerosOfTheModulusLength() {
    assertThat(run(BERLIN, new byte[0])).isEmpty();
    assertThat(run(BERLIN, input(0, 0, 0, ""))).isEmpty();
    assertThat(run(BERLIN, input(0, 0, 2, "0000"))).isEqualTo(new byte[2]);
    assertThat(run(BERLIN, input(0, 0, 1, "01"))).isEqualTo(new byte[1]);
    assertThat(run(BERLIN, input(0, 0, 1, "02"))).isEqualTo(new byte[] {1});
    assertThat(run(BERLIN, input(1, 1, 4, "0202"))).isEqualTo(new byte[4]);
  }

  @Test
  void run_inOsaka_refusesMoreThan1024Bytes() {
    assertThat(OSAKA.run(input(1024, 0, 1, ""), 0, 96)).isNotNull();
    assertThat(OSAKA.run(input(1025, 0, 1, ""), 0, 96)).isNull();
    assertThat(OSAKA.run(input(1, 1025, 1, ""), 0, 96)).isNull();
    assertThat(OSAKA.run(input(1, 0, 1025, ""), 0, 96)).isNull();
    byte[] huge = new byte[96];
    huge[0] = 1;
    assertThat(OSAKA.run(huge, 0, 96)).isNull();
  }

  @Test
  void gas_followsEachEip() {
    String ff32 = "ff".repeat(32);
    byte[] small = input(1, 32, 32, "03" + ff32 + ff32);
    assertThat(gas(BYZANTIUM, small)).isEqualTo(32 * 32 * 255 / 20);
    assertThat(gas(BERLIN, small)).isEqualTo(16 * 255 / 3);
    assertThat(gas(OSAKA, small)).isEqualTo(16 * 255);

    byte[] medium = input(256, 40, 100, "00".repeat(256) + "00".repeat(31) + "80" + ff32);
    assertThat(gas(BYZANTIUM, medium))
        .isEqualTo((256 * 256 / 4 + 96 * 256 - 3072) * (8 * 8 + 7) / 20);
    assertThat(gas(BERLIN, medium)).isEqualTo(32 * 32 * (8 * 8 + 7) / 3);
    assertThat(gas(OSAKA, medium)).isEqualTo(2 * 32 * 32 * (16 * 8 + 7));

    byte[] nothing = input(0, 0, 0, "");
    assertThat(gas(BYZANTIUM, nothing)).isZero();
    assertThat(gas(BERLIN, nothing)).isEqualTo(200);
    assertThat(gas(OSAKA, nothing)).isEqualTo(500);
  }

  @Test
  void gas_ofAbsurdLengths_cannotBePaid() {
    byte[] huge = input(1, 1, 1, "");
    huge[0] = (byte) 0x80;
    assertThat(gas(BYZANTIUM, huge)).isEqualTo(Precompile.UNPAYABLE_GAS);
    assertThat(gas(BERLIN, huge)).isEqualTo(Precompile.UNPAYABLE_GAS);
    assertThat(gas(OSAKA, huge)).isEqualTo(Precompile.UNPAYABLE_GAS);
    byte[] exponentOnly = input(0, 0, 0, "");
    exponentOnly[32] = 1;
    assertThat(gas(BERLIN, exponentOnly)).isEqualTo(200);
    assertThat(run(BERLIN, exponentOnly)).isEmpty();
  }
}
