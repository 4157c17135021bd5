package org.cairn.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.cairn.core.types.Hex;
import org.cairn.core.types.UInt256;
import org.junit.jupiter.api.Test;

class KzgProofTest {
  private static final byte[] G =
      Hex.decode(
          "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac58"
              + "6c55e83ff97a1aeffb3af00adb22c6bb");

  /// The second power of the setup, which is the commitment to the polynomial x.
  private static final byte[] TAU_G =
      Hex.decode(
          "ad3eb50121139aa34db1d545093ac9374ab7bca2c0f3bf28e27c8dcd8fc7cb42"
              + "d25926fc0c97b336e9f0fb35e5a04c81");

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  // (x - z) / (x - z) is the constant 1, to which G commits.
  @Test
  void proof_forThePolynomialX_holdsForEqualNumbersOnly() {
    for (int round = 0; round < 5; round++) {
      BigInteger z = new BigInteger(256, random).mod(KzgProof.ORDER);
      assertThat(KzgProof.verify(TAU_G, bytes(z), bytes(z), G)).as("seed " + seed).isTrue();
      BigInteger other = z.add(BigInteger.ONE).mod(KzgProof.ORDER);
      assertThat(KzgProof.verify(TAU_G, bytes(z), bytes(other), G)).isFalse();
      assertThat(KzgProof.verify(TAU_G, bytes(other), bytes(z), G)).isFalse();
      assertThat(KzgProof.verify(G, bytes(z), bytes(z), G)).isFalse();
      assertThat(KzgProof.verify(TAU_G, bytes(z), bytes(z), TAU_G)).isFalse();
    }
    assertThat(KzgProof.verify(TAU_G, new byte[32], new byte[32], G)).isTrue();
  }

  @Test
  void proof_withNumbersOutOfRangeOrBadPoints_isRefused() {
    byte[] order = bytes(KzgProof.ORDER);
    byte[] zero = new byte[32];
    assertThat(KzgProof.verify(TAU_G, order, zero, G)).isFalse();
    assertThat(KzgProof.verify(TAU_G, zero, order, G)).isFalse();
    byte[] flipped = G.clone();
    flipped[0] ^= 0x20;
    assertThat(KzgProof.verify(TAU_G, zero, zero, flipped)).as("the proof negated").isFalse();
    byte[] uncompressed = G.clone();
    uncompressed[0] ^= (byte) 0x80;
    assertThat(KzgProof.verify(TAU_G, zero, zero, uncompressed)).isFalse();
    // x = 4 is on the curve; the point has not the group's order.
    byte[] outside = new byte[48];
    outside[0] = (byte) 0x80;
    outside[47] = 4;
    assertThat(KzgProof.verify(outside, zero, zero, G)).isFalse();
    assertThat(KzgProof.verify(TAU_G, zero, zero, outside)).isFalse();
  }

  private static byte[] bytes(BigInteger value) {
    byte[] bytes = new byte[32];
    UInt256.of(value).writeTo(bytes, 0);
    return bytes;
  }
}
