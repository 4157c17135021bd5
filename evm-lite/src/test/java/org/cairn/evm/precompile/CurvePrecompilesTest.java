package org.cairn.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Hex;
import org.cairn.evm.fork.Fork;
import org.junit.jupiter.api.Test;

class CurvePrecompilesTest {
  private static final Fork OSAKA = Fork.OSAKA;

  // alt_bn128
  static final String G1 = word("1") + word("2");
  static final String G1_NEGATED =
      word("1") + "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd45";
  static final String G1_DOUBLE =
      "030644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd3"
          + "15ed738c0e0a7c92e7845f96b2ae9c0a68a6a449e3538fc7ff3ebf7a5a18a2c4";
  static final String G2 =
      "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
          + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
          + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
          + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa";
  private static final String BN_MODULUS =
      "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47";

  static String word(String digits) {
    return "0".repeat(64 - digits.length()) + digits;
  }

  private static byte[] run(int number, String input) {
    byte[] bytes = Hex.decode(input);
    byte[] output = PrecompilesTest.at(OSAKA, number).run(bytes, 0, bytes.length);
    return output == null ? new byte[] {-1} : output;
  }

  private static void assertRefused(int number, String input) {
    byte[] bytes = Hex.decode(input);
    assertThat(PrecompilesTest.at(OSAKA, number).run(bytes, 0, bytes.length)).isNull();
  }

  @Test
  void bn254Add_ofPoints_isTheirSum() {
    assertThat(run(6, G1 + G1)).isEqualTo(Hex.decode(G1_DOUBLE));
    assertThat(run(6, G1 + G1_NEGATED)).isEqualTo(new byte[64]);
    assertThat(run(6, G1)).as("the second reads as infinity").isEqualTo(Hex.decode(G1));
    assertThat(run(6, "")).isEqualTo(new byte[64]);
    assertThat(run(6, G1 + G1 + "ff")).as("the rest is ignored").isEqualTo(Hex.decode(G1_DOUBLE));
  }

  @Test
  void bn254Add_ofWhatIsNoPoint_isRefused() {
    assertRefused(6, word("1") + word("1"));
    assertRefused(6, word("1"));
    assertRefused(6, BN_MODULUS + word("0"));
    assertRefused(6, G1 + word("0") + BN_MODULUS);
  }

  @Test
  void bn254Multiply_ofTheGenerator_isTheMultiple() {
    String order = "30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001";
    assertThat(run(7, G1 + word("2"))).isEqualTo(Hex.decode(G1_DOUBLE));
    assertThat(run(7, G1 + word("0"))).isEqualTo(new byte[64]);
    assertThat(run(7, G1)).isEqualTo(new byte[64]);
    assertThat(run(7, G1 + order)).isEqualTo(new byte[64]);
    assertThat(run(7, G1 + "ff".repeat(32))).hasSize(64).isNotEqualTo(new byte[64]);
    assertThat(run(7, word("0") + word("0") + "ff".repeat(32))).isEqualTo(new byte[64]);
    assertRefused(7, word("1") + word("1") + word("0"));
  }

  @Test
  void bn254Pairing_tellsWhetherTheProductIsOne() {
    assertThat(run(8, "")[31]).isEqualTo((byte) 1);
    assertThat(run(8, G1 + G2 + G1_NEGATED + G2)[31]).isEqualTo((byte) 1);
    assertThat(run(8, G1 + G2 + G1 + G2)[31]).isEqualTo((byte) 0);
    assertThat(run(8, G1 + G2)[31]).isEqualTo((byte) 0);
    assertThat(run(8, G1 + word("0").repeat(4))[31]).isEqualTo((byte) 1);
    assertThat(run(8, word("0").repeat(2) + G2)[31]).isEqualTo((byte) 1);
  }

  @Test
  void bn254Pairing_ofBadInput_isRefused() {
    assertRefused(8, G1 + G2 + "00");
    assertRefused(8, G1);
    assertRefused(8, word("0").repeat(2) + word("1").repeat(4));
    // Real and imaginary parts in the wrong order.
    String swapped =
        G2.substring(64, 128) + G2.substring(0, 64) + G2.substring(192) + G2.substring(128, 192);
    assertRefused(8, G1 + swapped);
    assertRefused(8, word("0").repeat(2) + BN_MODULUS + word("0").repeat(3));
  }

  @Test
  void bn254_gas_fellWithIstanbul() {
    byte[] pairs = new byte[3 * 192];
    assertThat(PrecompilesTest.at(Fork.BYZANTIUM, 6).gas(pairs, 0, 128)).isEqualTo(500);
    assertThat(PrecompilesTest.at(Fork.BYZANTIUM, 7).gas(pairs, 0, 96)).isEqualTo(40_000);
    assertThat(PrecompilesTest.at(Fork.BYZANTIUM, 8).gas(pairs, 0, 576)).isEqualTo(340_000);
    assertThat(PrecompilesTest.at(Fork.ISTANBUL, 6).gas(pairs, 0, 128)).isEqualTo(150);
    assertThat(PrecompilesTest.at(Fork.ISTANBUL, 7).gas(pairs, 0, 96)).isEqualTo(6_000);
    assertThat(PrecompilesTest.at(Fork.ISTANBUL, 8).gas(pairs, 0, 576)).isEqualTo(147_000);
  }

  // BLS12-381
  private static final String PAD = "00".repeat(16);
  private static final String BLS_X =
      "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac58"
          + "6c55e83ff97a1aeffb3af00adb22c6bb";
  private static final String BLS_Y =
      "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3ed"
          + "d03cc744a2888ae40caa232946c5e7e1";
  private static final String BLS_MODULUS =
      "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f624"
          + "1eabfffeb153ffffb9feffffffffaaab";
  private static final String BLS_ORDER =
      "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001";
  static final String BLS_G1 = PAD + BLS_X + PAD + BLS_Y;
  static final String BLS_G2 =
      PAD
          + "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d177"
          + "0bac0326a805bbefd48056c8c121bdb8"
          + PAD
          + "13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049"
          + "334cf11213945d57e5ac7d055d042b7e"
          + PAD
          + "0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c"
          + "923ac9cc3baca289e193548608b82801"
          + PAD
          + "0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab"
          + "3f370d275cec1da1aaa9075ff05f79be";
  private static final String INFINITY1 = "00".repeat(128);
  private static final String INFINITY2 = "00".repeat(256);

  @Test
  void blsAddAndMultiply_agreeWithOneAnother() {
    for (int group = 0; group < 2; group++) {
      String point = group == 0 ? BLS_G1 : BLS_G2;
      String infinity = group == 0 ? INFINITY1 : INFINITY2;
      int add = group == 0 ? 0x0b : 0x0d;
      int multiply = add + 1;
      byte[] twice = run(add, point + point);
      assertThat(run(multiply, point + word("2"))).isEqualTo(twice);
      assertThat(run(multiply, point + word("1") + point + word("1"))).isEqualTo(twice);
      assertThat(run(add, point + infinity)).isEqualTo(Hex.decode(point));
      assertThat(run(add, infinity + point)).isEqualTo(Hex.decode(point));
      assertThat(run(multiply, point + BLS_ORDER)).isEqualTo(Hex.decode(infinity));
      assertThat(run(multiply, point + word("0") + infinity + word("7")))
          .isEqualTo(Hex.decode(infinity));
      // (r - 1)P + P is infinity, and scalars above r count modulo r.
      String minusOne = BLS_ORDER.substring(0, 63) + "0";
      assertThat(run(multiply, point + minusOne + point + word("1")))
          .isEqualTo(Hex.decode(infinity));
      String plusTwo = BLS_ORDER.substring(0, 63) + "3";
      assertThat(run(multiply, point + plusTwo)).isEqualTo(twice);
    }
  }

  @Test
  void blsMultiply_ofMany_isTheSum() {
    StringBuilder input = new StringBuilder();
    int sum = 0;
    for (int i = 1; i <= 40; i++) {
      input.append(BLS_G1).append(word(Integer.toHexString(i)));
      sum += i;
    }
    assertThat(run(0x0c, input.toString()))
        .isEqualTo(run(0x0c, BLS_G1 + word(Integer.toHexString(sum))));
  }

  @Test
  void bls_ofBadInput_isRefused() {
    assertRefused(0x0b, BLS_G1);
    assertRefused(0x0b, BLS_G1 + BLS_G1 + "00");
    assertRefused(0x0b, PAD + BLS_X + PAD + BLS_X + BLS_G1);
    assertRefused(0x0b, "01" + BLS_G1.substring(2) + BLS_G1);
    assertRefused(0x0b, PAD + BLS_MODULUS + PAD + BLS_Y + BLS_G1);
    assertRefused(0x0b, PAD + BLS_MODULUS + "00".repeat(64) + BLS_G1);
    assertRefused(0x0c, "");
    assertRefused(0x0e, "");
    assertRefused(0x0f, "");
    assertRefused(0x0f, BLS_G1 + BLS_G2 + "00");
    assertRefused(0x10, PAD + BLS_MODULUS);
    assertRefused(0x10, "00".repeat(63));
    assertRefused(0x11, PAD + BLS_X);
    assertRefused(0x11, PAD + BLS_X + PAD + BLS_MODULUS);
  }

  @Test
  void bls_ofAPointOutsideTheGroup_addsButDoesNotMultiplyNorPair() {
    // x = 4 is on the curve y² = x³ + 4; the point has not the group's order.
    String outside =
        PAD
            + "00".repeat(47)
            + "04"
            + PAD
            + "0a989badd40d6212b33cffc3f3763e9bc760f988c9926b26da9dd85e928483446346b8ed00e1de5d5ea93e354abe706c";
    assertThat(run(0x0b, outside + INFINITY1)).isEqualTo(Hex.decode(outside));
    assertRefused(0x0c, outside + word("1"));
    assertRefused(0x0f, outside + BLS_G2);
    assertRefused(0x0f, outside + INFINITY2);
  }

  @Test
  void blsPairing_tellsWhetherTheProductIsOne() {
    byte[] negated = run(0x0c, BLS_G1 + BLS_ORDER.substring(0, 63) + "0");
    String minus = Hex.encode(negated).substring(2);
    assertThat(run(0x0f, BLS_G1 + BLS_G2 + minus + BLS_G2)[31]).isEqualTo((byte) 1);
    assertThat(run(0x0f, BLS_G1 + BLS_G2)[31]).isEqualTo((byte) 0);
    assertThat(run(0x0f, INFINITY1 + BLS_G2 + BLS_G1 + INFINITY2)[31]).isEqualTo((byte) 1);
  }

  @Test
  void blsMap_givesPointsOfTheGroup() {
    for (int i = 0; i < 4; i++) {
      String element = "00".repeat(63) + "0" + i;
      String point1 = Hex.encode(run(0x10, element)).substring(2);
      assertThat(run(0x0c, point1 + word("1"))).isEqualTo(Hex.decode(point1));
      String point2 = Hex.encode(run(0x11, element + element)).substring(2);
      assertThat(run(0x0e, point2 + word("1"))).isEqualTo(Hex.decode(point2));
    }
  }

  @Test
  void bls_gas_followsTheTable() {
    byte[] none = new byte[0];
    assertThat(PrecompilesTest.at(OSAKA, 0x0b).gas(none, 0, 256)).isEqualTo(375);
    assertThat(PrecompilesTest.at(OSAKA, 0x0c).gas(none, 0, 160)).isEqualTo(12_000);
    assertThat(PrecompilesTest.at(OSAKA, 0x0c).gas(none, 0, 320)).isEqualTo(22_776);
    assertThat(PrecompilesTest.at(OSAKA, 0x0c).gas(none, 0, 160 * 200)).isEqualTo(1_245_600);
    assertThat(PrecompilesTest.at(OSAKA, 0x0d).gas(none, 0, 512)).isEqualTo(600);
    assertThat(PrecompilesTest.at(OSAKA, 0x0e).gas(none, 0, 576)).isEqualTo(45_000);
    assertThat(PrecompilesTest.at(OSAKA, 0x0f).gas(none, 0, 768)).isEqualTo(102_900);
    assertThat(PrecompilesTest.at(OSAKA, 0x10).gas(none, 0, 64)).isEqualTo(5_500);
    assertThat(PrecompilesTest.at(OSAKA, 0x11).gas(none, 0, 128)).isEqualTo(23_800);
  }

  // The KZG proof of a constant polynomial is infinity, its commitment the multiple of the
  // generator.
  @Test
  void pointEvaluation_ofAConstant_holdsForItsValueOnly() {
    byte[] commitment = Hex.decode(BLS_X);
    commitment[0] |= (byte) 0x80;
    byte[] infinity = new byte[48];
    infinity[0] = (byte) 0xc0;
    byte[] input = new byte[192];
    byte[] hash = Sha256.hash(commitment).toArray();
    hash[0] = 1;
    System.arraycopy(hash, 0, input, 0, 32);
    input[63] = 77;
    input[95] = 1;
    System.arraycopy(commitment, 0, input, 96, 48);
    System.arraycopy(infinity, 0, input, 144, 48);
    Precompile precompile = PrecompilesTest.at(OSAKA, 0x0a);
    assertThat(precompile.run(input, 0, 192)).isEqualTo(Hex.decode(word("1000") + BLS_ORDER));
    assertThat(precompile.gas(input, 0, 192)).isEqualTo(50_000);
    for (int at : new int[] {0, 1, 31, 95, 64, 100, 144}) {
      byte[] bad = input.clone();
      bad[at] ^= 2;
      assertThat(precompile.run(bad, 0, 192)).as("byte " + at).isNull();
    }
    byte[] largeZ = input.clone();
    Arrays.fill(largeZ, 32, 64, (byte) 0xff);
    assertThat(precompile.run(largeZ, 0, 192)).isNull();
    assertThat(precompile.run(input, 0, 191)).isNull();
    assertThat(precompile.run(Arrays.copyOf(input, 193), 0, 193)).isNull();
  }
}
