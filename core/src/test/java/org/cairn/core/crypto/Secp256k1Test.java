package org.cairn.core.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Hex;
import org.cairn.core.types.UInt256;
import org.junit.jupiter.api.Test;

class Secp256k1Test {
  private static final SecretKey KEY =
      SecretKey.fromHex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
  private static final Hash HASH = Keccak256.hash("cairn".getBytes(US_ASCII));

  @Test
  void library_onTheMachinesWeTest_isNative() {
    assertThat(Secp256k1.isNative()).isTrue();
  }

  @Test
  void toAddress_ofAKnownKey_isItsKnownAddress() {
    assertThat(KEY.publicKey().toAddress())
        .isEqualTo(Address.fromHex("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"));
  }

  @Test
  void publicKey_ofOne_isTheGenerator() {
    SecretKey one = SecretKey.of(UInt256.ONE.toBytes());
    assertThat(one.publicKey())
        .hasToString(
            "0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");
    assertThat(one.publicKey().toAddress())
        .isEqualTo(Address.fromHex("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"));
  }

  @Test
  void sign_thenRecoverAndVerify_giveTheKey() {
    Signature signature = Secp256k1.sign(HASH, KEY);
    assertThat(signature.hasLowS()).isTrue();
    assertThat(Secp256k1.recover(HASH, signature)).isEqualTo(KEY.publicKey());
    assertThat(Secp256k1.verify(HASH, signature, KEY.publicKey())).isTrue();
    assertThat(Secp256k1.sign(HASH, KEY)).isEqualTo(signature);
  }

  @Test
  void recover_ofTheUpperTwin_givesTheKeyButVerifyRefuses() {
    Signature low = Secp256k1.sign(HASH, KEY);
    Signature high = new Signature(1 - low.yParity(), low.r(), Secp256k1.ORDER.minus(low.s()));
    assertThat(high.hasLowS()).isFalse();
    assertThat(Secp256k1.recover(HASH, high)).isEqualTo(KEY.publicKey());
    assertThat(Secp256k1.verify(HASH, high, KEY.publicKey())).isFalse();
  }

  @Test
  void verify_ofAnotherMessageOrKey_fails() {
    Signature signature = Secp256k1.sign(HASH, KEY);
    SecretKey other = SecretKey.of(UInt256.of(7).toBytes());
    assertThat(Secp256k1.verify(Keccak256.hash(new byte[1]), signature, KEY.publicKey())).isFalse();
    assertThat(Secp256k1.verify(HASH, signature, other.publicKey())).isFalse();
  }

  @Test
  void recover_ofNumbersOutOfRange_givesNothing() {
    UInt256 two = UInt256.of(2);
    assertThat(Secp256k1.recover(HASH, new Signature(0, UInt256.ZERO, two))).isNull();
    assertThat(Secp256k1.recover(HASH, new Signature(0, two, UInt256.ZERO))).isNull();
    assertThat(Secp256k1.recover(HASH, new Signature(0, Secp256k1.ORDER, two))).isNull();
    assertThat(Secp256k1.recover(HASH, new Signature(0, two, Secp256k1.ORDER))).isNull();
    assertThat(Secp256k1.recover(HASH, new Signature(2, two, two))).isNull();
    assertThat(Secp256k1.recover(HASH, new Signature(-1, two, two))).isNull();
    assertThat(Secp256k1.recover(HASH, new Signature(0, UInt256.MAX, UInt256.MAX))).isNull();
  }

  @Test
  void recover_whereNoPointHasThatX_givesNothing() {
    // 5 is no x coordinate of the curve: 5^3 + 7 has no square root in the field.
    assertThat(Secp256k1.recover(HASH, new Signature(0, UInt256.of(5), UInt256.ONE))).isNull();
    assertThat(new BouncyEcdsa().recover(HASH.shared(), compact(5, 1), 0)).isNull();
  }

  @Test
  void secretKey_outOfRange_isRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> SecretKey.of(new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SecretKey.of(Secp256k1.ORDER.toBytes()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SecretKey.of(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SecretKey.fromHex("0x1234zz"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("1234");
    assertThat(KEY.toString()).doesNotContain("ac0974");
    assertThat(KEY).isEqualTo(SecretKey.of(Hex.decode(KEY.toBytes().toString())));
  }

  private static byte[] compact(long r, long s) {
    return new Signature(0, UInt256.of(r), UInt256.of(s)).toCompact();
  }
}
