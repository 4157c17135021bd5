package org.cairn.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.crypto.Signature;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionCodecTest {
  private static final SecretKey KEY = SecretKey.fromHex("0x" + "46".repeat(32));
  private static final Address TO = Address.fromHex("0x" + "35".repeat(20));
  private static final Address SENDER =
      Address.fromHex("0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f");

  /// The worked example in the text of EIP-155.
  private static final Transaction EIP_155 =
      new Transaction.Legacy(
          1L, 9, Wei.ofGwei(20), 21_000, TO, Wei.of(1_000_000_000_000_000_000L), Bytes.EMPTY);

  private static final String EIP_155_SIGNED =
      "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025"
          + "a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
          + "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83";

  @Test
  void signingHash_ofTheExampleOfEip155_isTheKnownOne() {
    assertThat(TransactionCodec.signingHash(EIP_155))
        .isEqualTo(
            Hash.fromHex("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53"));
  }

  @Test
  void sign_ofTheExampleOfEip155_isTheKnownTransaction() {
    SignedTransaction signed = TransactionCodec.sign(EIP_155, KEY);
    assertThat(signed.encoded()).hasToString(EIP_155_SIGNED);
    assertThat(signed.hash())
        .isEqualTo(
            Hash.fromHex("0x33469b22e9f636356c4160a87eb19df52b7412e8eac32a4a55ffe88ea8350788"));
    assertThat(Senders.recover(signed)).isEqualTo(SENDER);
  }

  @Test
  void decode_ofTheExampleOfEip155_givesAllOfItBack() {
    SignedTransaction decoded = TransactionCodec.decode(Bytes.fromHex(EIP_155_SIGNED));
    assertThat(decoded).isEqualTo(TransactionCodec.sign(EIP_155, KEY));
    assertThat(decoded.transaction()).isEqualTo(EIP_155);
  }

  @Test
  void sign_withoutChainId_givesVOf27Or28() {
    Transaction unprotected =
        new Transaction.Legacy(null, 0, Wei.of(1), 21_000, TO, Wei.ZERO, Bytes.EMPTY);
    SignedTransaction signed = TransactionCodec.sign(unprotected, KEY);
    RlpReader reader = new RlpReader(signed.encoded());
    reader.enterList();
    for (int i = 0; i < 6; i++) {
      reader.skip();
    }
    assertThat(reader.scalar()).isEqualTo(27 + signed.signature().yParity());
    assertThat(TransactionCodec.decode(signed.encoded())).isEqualTo(signed);
    assertThat(Senders.recover(signed)).isEqualTo(SENDER);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1337, 0x7fffffffL, TransactionCodec.MAX_CHAIN_ID})
  void chainId_withinItsLimits_comesBackInLegacyAndTyped(long chainId) {
    SignedTransaction legacy = TransactionCodec.sign(legacy(chainId), KEY);
    assertThat(TransactionCodec.decode(legacy.encoded())).isEqualTo(legacy);
    SignedTransaction dynamic = TransactionCodec.sign(dynamicFee(chainId), KEY);
    assertThat(TransactionCodec.decode(dynamic.encoded())).isEqualTo(dynamic);
  }

  @Test
  void chainId_beyondItsLimits_isRefused() {
    assertThatThrownBy(
            () -> TransactionCodec.signingHash(legacy(TransactionCodec.MAX_CHAIN_ID + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TransactionCodec.signingHash(dynamicFee(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    RlpWriter writer = new RlpWriter().rawByte(2).startList().scalar(Long.MAX_VALUE);
    assertRefused(writer.scalar(0).endList().toBytes());
    assertRefused(legacyWithV(-1L));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 26, 29, 34})
  void legacyV_thatMeansNothing_isRefused(long v) {
    assertRefused(legacyWithV(v));
  }

  @Test
  void recover_ofTheUpperTwin_givesNothingFromHomesteadOn() {
    SignedTransaction signed = TransactionCodec.sign(dynamicFee(7), KEY);
    Signature low = signed.signature();
    UInt256 order =
        UInt256.fromHex("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    SignedTransaction twin =
        TransactionCodec.assemble(
            signed.transaction(), new Signature(1 - low.yParity(), low.r(), order.minus(low.s())));
    assertThat(Senders.recover(twin)).isNull();
    assertThat(Senders.recoverFrontier(twin)).isEqualTo(SENDER);
  }

  @Test
  void recover_ofASignatureOutOfRange_givesNothing() {
    SignedTransaction signed =
        TransactionCodec.assemble(dynamicFee(7), new Signature(1, UInt256.ZERO, UInt256.MAX));
    assertThat(TransactionCodec.decode(signed.encoded())).isEqualTo(signed);
    assertThat(Senders.recover(signed)).isNull();
    assertThat(Senders.recoverFrontier(signed)).isNull();
  }

  @Test
  void decode_ofUnknownTypes_isRefused() {
    assertRefused(Bytes.EMPTY);
    for (int type : new int[] {0, 5, 0x7f, 0x80, 0xb8, 0xbf}) {
      assertRefused(new RlpWriter().rawByte(type).startList().endList().toBytes());
    }
  }

  @Test
  void decode_withSurplusBytes_isRefused() {
    Bytes legacy = TransactionCodec.sign(EIP_155, KEY).encoded();
    assertRefused(new RlpWriter().raw(legacy).rawByte(0).toBytes());
    Bytes typed = TransactionCodec.sign(dynamicFee(7), KEY).encoded();
    assertRefused(new RlpWriter().raw(typed).rawByte(0).toBytes());
  }

  @Test
  void decode_withAParityThatIsNoBit_isRefused() {
    Bytes typed = TransactionCodec.sign(dynamicFee(7), KEY).encoded();
    byte[] bytes = typed.toArray();
    int parity = bytes.length - 67;
    assertThat(bytes[parity] == 1 || bytes[parity] == (byte) 0x80).isTrue();
    bytes[parity] = 2;
    assertRefused(Bytes.wrap(bytes));
  }

  @Test
  void decode_ofABlobTransactionThatCreates_isRefused() {
    SignedTransaction creation =
        TransactionCodec.sign(
            new Transaction.DynamicFee(
                1, 0, Wei.ZERO, Wei.ZERO, 0, null, Wei.ZERO, Bytes.EMPTY, List.of()),
            KEY);
    assertThat(TransactionCodec.decode(creation.encoded())).isEqualTo(creation);
    byte[] asBlob = creation.encoded().toArray();
    asBlob[0] = 3;
    assertRefused(Bytes.wrap(asBlob));
    asBlob[0] = 4;
    assertRefused(Bytes.wrap(asBlob));
  }

  @Test
  void read_insideABlock_wantsLegacyAsListAndTypedAsString() {
    SignedTransaction legacy = TransactionCodec.sign(EIP_155, KEY);
    SignedTransaction typed = TransactionCodec.sign(dynamicFee(7), KEY);
    RlpWriter writer = new RlpWriter().startList();
    TransactionCodec.write(writer, legacy);
    TransactionCodec.write(writer, typed);
    RlpReader reader = new RlpReader(writer.endList().toBytes());
    reader.enterList();
    assertThat(TransactionCodec.read(reader)).isEqualTo(legacy);
    assertThat(TransactionCodec.read(reader)).isEqualTo(typed);
    reader.leaveList();
    reader.finish();

    RlpReader legacyAsString = new RlpReader(new RlpWriter().bytes(legacy.encoded()).toBytes());
    assertThatThrownBy(() -> TransactionCodec.read(legacyAsString))
        .isInstanceOf(DecodingException.class);
    RlpReader empty = new RlpReader(new RlpWriter().bytes(Bytes.EMPTY).toBytes());
    assertThatThrownBy(() -> TransactionCodec.read(empty)).isInstanceOf(DecodingException.class);
  }

  private static Transaction legacy(long chainId) {
    return new Transaction.Legacy(chainId, 1, Wei.of(7), 21_000, TO, Wei.of(1), Bytes.EMPTY);
  }

  private static Transaction dynamicFee(long chainId) {
    return new Transaction.DynamicFee(
        chainId, 1, Wei.of(1), Wei.of(9), 30_000, TO, Wei.of(5), Bytes.EMPTY, List.of());
  }

  private static Bytes legacyWithV(long v) {
    RlpWriter writer = new RlpWriter().startList().scalar(0).scalar(1).scalar(21_000).bytes(TO);
    return writer.scalar(0).scalar(0).scalar(v).scalar(1).scalar(1).endList().toBytes();
  }

  private static void assertRefused(Bytes bytes) {
    assertThatThrownBy(() -> TransactionCodec.decode(bytes)).isInstanceOf(DecodingException.class);
  }
}
