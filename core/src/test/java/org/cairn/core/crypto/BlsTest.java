package org.cairn.core.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hex;
import org.cairn.core.types.UInt256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import supranational.blst.P1_Affine;
import supranational.blst.P2_Affine;

class BlsTest {
  private static final byte[] MESSAGE = "block 1".getBytes(US_ASCII);
  private static final byte[] OTHER_MESSAGE = "block 2".getBytes(US_ASCII);
  private static final BlsSecretKey KEY = key(1);

  private static final BlsPublicKey INFINITE_KEY = BlsPublicKey.fromHex("c0" + "00".repeat(47));
  private static final BlsSignature INFINITE_SIGNATURE =
      BlsSignature.fromHex("c0" + "00".repeat(95));

  @Test
  void publicKey_ofKnownSecrets_isTheKnownOne() {
    assertThat(
            BlsSecretKey.fromHex(
                    "0x263dbd792f5b1be47ed85f8938c0f29586af0d3ac7b977f21c278fe1462040e3")
                .publicKey())
        .hasToString(
            "0xa491d1b0ecd9bb917989f0e74f0dea0422eac4a873e5e2644f368dffb9a6e20f"
                + "d6e10c1b77654d067c0618f6e5a7f79a");
    assertThat(
            BlsSecretKey.fromHex(
                    "0x25295f0d1d592a90b333e26e85149708208e9f8e8bc18f6c77bd62f8ad7a6866")
                .publicKey())
        .hasToString(
            "0xa99a76ed7796f7be22d5b7e85deeb7c5677e88e511e0b337618f8c4eb61349b4"
                + "bf2d153f649f7b53359fe8b94a38e44c");
  }

  @Test
  void sign_ofAKnownMessage_isTheKnownSignature() {
    BlsSecretKey key =
        BlsSecretKey.fromHex("0x263dbd792f5b1be47ed85f8938c0f29586af0d3ac7b977f21c278fe1462040e3");
    assertThat(Bls.sign(key, new byte[32]))
        .hasToString(
            "0xb6ed936746e01f8ecf281f020953fbf1f01debd5657c4a383940b020b26507f6"
                + "076334f91e2366c96e9ab279fb5158090352ea1c5b0c9274504f4f0e7053af24"
                + "802e51e4568d164fe986834f41e55c8e850ce1f98458c0cfc9ab380b55285a55");
  }

  @Test
  void derive_ofTheFirstCaseOfEip2333_givesItsKeys() {
    byte[] seed =
        Hex.decode(
            "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c9"
                + "2f2cf141630c7a3c4ab7c81b2f001698e7463b04");
    BlsSecretKey master = BlsSecretKey.deriveMaster(seed);
    assertThat(number(master))
        .isEqualTo("6083874454709270928345386274498605044986640685124978867557563392430687146096");
    assertThat(number(master.deriveChild(0)))
        .isEqualTo("20397789859736650942317412262472558107875392172444076792671091975210932703118");
    assertThatThrownBy(() -> BlsSecretKey.deriveMaster(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> master.deriveChild(1L << 32))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "3141592653589793238462643383279502884197169399375105820974944592, 3141592653,"
        + "29757020647961307431480504535336562678282505419141012933316116377660817309383,"
        + "25457201688850691947727629385191704516744796114925897962676248250929345014287",
    "0099FF991111002299DD7744EE3355BBDD8844115566CC55663355668888CC00, 4294967295,"
        + "27580842291869792442942448775674722299803720648445448686099262467207037398656,"
        + "29358610794459428860402234341874281240803786294062035874021252734817515685787",
    "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3, 42,"
        + "19022158461524446591288038168518313374041767046816487870552872741050760015818,"
        + "31372231650479070279774297061823572166496564838472787488249775572789064611981"
  })
  void derive_ofTheOtherCasesOfEip2333_givesTheirKeys(
      String seed, long index, String masterNumber, String childNumber) {
    BlsSecretKey master = BlsSecretKey.deriveMaster(Hex.decode(seed));
    assertThat(number(master)).isEqualTo(masterNumber);
    assertThat(number(master.deriveChild(index))).isEqualTo(childNumber);
  }

  @Test
  void verify_ofTheRightAndTheWrong_tellsThemApart() {
    BlsSignature signature = Bls.sign(KEY, MESSAGE);
    assertThat(Bls.verify(KEY.publicKey(), MESSAGE, signature)).isTrue();
    assertThat(Bls.verify(KEY.publicKey(), OTHER_MESSAGE, signature)).isFalse();
    assertThat(Bls.verify(key(2).publicKey(), MESSAGE, signature)).isFalse();
    assertThat(Bls.verify(KEY.publicKey(), MESSAGE, Bls.sign(key(2), MESSAGE))).isFalse();
    assertThat(Bls.sign(KEY, MESSAGE)).isEqualTo(signature);
  }

  @Test
  void fastAggregateVerify_holdsForExactlyTheSigners() {
    List<BlsSecretKey> keys = IntStream.rangeClosed(1, 7).mapToObj(BlsTest::key).toList();
    BlsSignature aggregate =
        Bls.aggregate(keys.stream().map(key -> Bls.sign(key, MESSAGE)).toList());
    List<BlsPublicKey> all = keys.stream().map(BlsSecretKey::publicKey).toList();
    assertThat(Bls.fastAggregateVerify(all, MESSAGE, aggregate)).isTrue();
    assertThat(Bls.fastAggregateVerify(all.reversed(), MESSAGE, aggregate)).isTrue();
    assertThat(Bls.fastAggregateVerify(all, OTHER_MESSAGE, aggregate)).isFalse();
    assertThat(Bls.fastAggregateVerify(all.subList(1, 7), MESSAGE, aggregate)).isFalse();
    assertThat(Bls.fastAggregateVerify(List.of(), MESSAGE, aggregate)).isFalse();
    assertThat(Bls.fastAggregateVerify(List.of(), MESSAGE, INFINITE_SIGNATURE)).isFalse();
    assertThat(Bls.isValidSignature(aggregate)).isTrue();
  }

  @Test
  void fastAggregateVerify_withOneBadSignature_fails() {
    BlsSignature aggregate =
        Bls.aggregate(List.of(Bls.sign(KEY, MESSAGE), Bls.sign(key(2), OTHER_MESSAGE)));
    assertThat(
            Bls.fastAggregateVerify(
                List.of(KEY.publicKey(), key(2).publicKey()), MESSAGE, aggregate))
        .isFalse();
  }

  @Test
  void fastAggregateVerify_ofKeysThatCancelOut_fails() {
    byte[] negative = KEY.publicKey().toBytes().toArray();
    negative[0] ^= 0x20; // The sign of y.
    List<BlsPublicKey> keys = List.of(KEY.publicKey(), BlsPublicKey.of(negative));
    assertThat(keys).allMatch(Bls::isValidKey);
    assertThat(Bls.fastAggregateVerify(keys, MESSAGE, INFINITE_SIGNATURE)).isFalse();
  }

  @Test
  void infinity_isNeitherKeyNorSignature() {
    assertThat(Bls.isValidKey(INFINITE_KEY)).isFalse();
    assertThat(Bls.isValidSignature(INFINITE_SIGNATURE)).isFalse();
    assertThat(Bls.verify(INFINITE_KEY, MESSAGE, INFINITE_SIGNATURE)).isFalse();
    assertThat(
            Bls.fastAggregateVerify(
                List.of(KEY.publicKey(), INFINITE_KEY), MESSAGE, Bls.sign(KEY, MESSAGE)))
        .isFalse();
  }

  @Test
  void pointsOutsideOfTheSubgroup_areRefused() {
    BlsPublicKey key = keyOutsideOfTheSubgroup();
    assertThat(Bls.isValidKey(key)).isFalse();
    assertThat(Bls.verify(key, MESSAGE, Bls.sign(KEY, MESSAGE))).isFalse();
    BlsSignature signature = signatureOutsideOfTheSubgroup();
    assertThat(Bls.isValidSignature(signature)).isFalse();
    assertThat(Bls.verify(KEY.publicKey(), MESSAGE, signature)).isFalse();
  }

  @Test
  void bytesThatAreNoPoint_areRefused() {
    for (String first : List.of("00", "17", "80", "9f", "a0", "e0", "ff", "40")) {
      BlsPublicKey key = BlsPublicKey.fromHex(first + "ff".repeat(47));
      assertThat(Bls.isValidKey(key)).as(first).isFalse();
      BlsSignature signature = BlsSignature.fromHex(first + "ff".repeat(95));
      assertThat(Bls.isValidSignature(signature)).as(first).isFalse();
      assertThat(Bls.verify(KEY.publicKey(), MESSAGE, signature)).isFalse();
      assertThatThrownBy(() -> Bls.aggregate(List.of(signature)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void wrongSizes_areTheCallersMistake() {
    Bytes shortKey = KEY.publicKey().toBytes().slice(0, 47);
    assertThatThrownBy(() -> BlsPublicKey.of(shortKey))
        .isInstanceOf(IllegalArgumentException.class);
    Bytes shortSignature = Bls.sign(KEY, MESSAGE).toBytes().slice(0, 95);
    assertThatThrownBy(() -> BlsSignature.of(shortSignature))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Bls.aggregate(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secretKey_outOfRange_isRefused() {
    assertThatThrownBy(() -> BlsSecretKey.of(new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            BlsSecretKey.fromHex(
                "0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BlsSecretKey.of(new byte[33]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BlsSecretKey.fromHex("0xzz"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("zz");
    assertThat(KEY.toString()).doesNotContain(KEY.toBytes().toString().substring(2));
    assertThat(BlsSecretKey.of(KEY.toBytes().toArray())).isEqualTo(KEY);
  }

  private static BlsSecretKey key(int number) {
    return BlsSecretKey.of(UInt256.of(1_000_003L * number).toBytes());
  }

  private static String number(BlsSecretKey key) {
    return new BigInteger(1, key.toBytes().toArray()).toString();
  }

  /// The first x from 1 on that has a point; of these, one in 2^125 is in the subgroup.
  private static BlsPublicKey keyOutsideOfTheSubgroup() {
    for (int x = 1; ; x++) {
      byte[] bytes = new byte[BlsPublicKey.SIZE_BYTES];
      bytes[0] = (byte) 0x80;
      bytes[bytes.length - 1] = (byte) x;
      try {
        if (new P1_Affine(bytes).on_curve()) {
          return BlsPublicKey.of(bytes);
        }
      } catch (RuntimeException e) {
        assertThat(e).hasMessageContaining("not on curve");
      }
    }
  }

  private static BlsSignature signatureOutsideOfTheSubgroup() {
    for (int x = 1; ; x++) {
      byte[] bytes = new byte[BlsSignature.SIZE_BYTES];
      bytes[0] = (byte) 0x80;
      bytes[bytes.length - 1] = (byte) x;
      try {
        if (new P2_Affine(bytes).on_curve()) {
          return BlsSignature.of(bytes);
        }
      } catch (RuntimeException e) {
        assertThat(e).hasMessageContaining("not on curve");
      }
    }
  }
}
