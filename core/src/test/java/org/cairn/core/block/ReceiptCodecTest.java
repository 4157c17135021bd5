package org.cairn.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

class ReceiptCodecTest {
  private static final Address TOKEN = Address.fromHex("0x" + "11".repeat(20));
  private static final Hash TOPIC = Hash.fromHex("0x" + "22".repeat(32));
  private static final List<Log> LOGS =
      List.of(new Log(TOKEN, List.of(TOPIC), Bytes.fromHex("0x0102")));

  @Test
  void encode_ofATypedReceipt_startsWithTheTypeByte() {
    Receipt receipt = new Receipt(2, true, null, 21_000, Bloom.EMPTY, List.of());
    String hex = ReceiptCodec.encode(receipt).toString();
    assertThat(hex).startsWith("0x02f9010801825208b90100").endsWith("00c0");
  }

  @Test
  void outcome_isARootABitOrNothing() {
    Receipt root = new Receipt(0, false, TOPIC, 5, Bloom.EMPTY, List.of());
    Receipt failed = new Receipt(0, false, null, 5, Bloom.EMPTY, List.of());
    Receipt succeeded = new Receipt(1, true, null, 5, Bloom.of(LOGS), LOGS);
    List<Receipt> all = List.of(root, failed, succeeded);
    assertThat(ReceiptCodec.decodeStored(ReceiptCodec.encodeStored(all))).isEqualTo(all);
    for (Receipt receipt : all) {
      assertThat(ReceiptCodec.decode(ReceiptCodec.encode(receipt))).isEqualTo(receipt);
    }
  }

  @Test
  void decode_ofAnotherOutcomeOrType_isRefused() {
    assertRefused(receipt().scalar(2).scalar(5).bytes(Bloom.EMPTY).startList().endList());
    assertRefused(receipt().bytes(new byte[31]).scalar(5).bytes(Bloom.EMPTY).startList().endList());
    assertThatThrownBy(() -> ReceiptCodec.decode(Bytes.EMPTY))
        .isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> ReceiptCodec.decode(Bytes.fromHex("0x05c0")))
        .isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> ReceiptCodec.decode(Bytes.fromHex("0x00c0")))
        .isInstanceOf(DecodingException.class);
  }

  @Test
  void decode_ofALogWithFiveTopics_isRefused() {
    RlpWriter writer = receipt().scalar(1).scalar(5).bytes(Bloom.EMPTY).startList().startList();
    writer.bytes(TOKEN).startList();
    for (int i = 0; i < 5; i++) {
      writer.bytes(TOPIC);
    }
    assertRefused(writer.endList().bytes(Bytes.EMPTY).endList().endList());
  }

  @Test
  void bloom_holdsAddressesAndTopicsOfItsLogs() {
    Bytes bloom = Bloom.of(LOGS);
    assertThat(Bloom.mayContain(bloom, TOKEN)).isTrue();
    assertThat(Bloom.mayContain(bloom, TOPIC)).isTrue();
    assertThat(Bloom.mayContain(bloom, Hash.ZERO)).isFalse();
    assertThat(Bloom.mayContain(Bloom.EMPTY, TOKEN)).isFalse();
    assertThat(Bloom.of(List.of())).isSameAs(Bloom.EMPTY);
  }

  @Test
  void union_ofReceipts_equalsTheFilterOfAllLogs() {
    List<Log> other = List.of(new Log(Address.ZERO, List.of(Hash.ZERO), Bytes.EMPTY));
    Receipt first = new Receipt(0, true, null, 1, Bloom.of(LOGS), LOGS);
    Receipt second = new Receipt(0, true, null, 2, Bloom.of(other), other);
    assertThat(Bloom.union(List.of(first, second)))
        .isEqualTo(Bloom.of(List.of(LOGS.getFirst(), other.getFirst())));
    assertThat(Bloom.union(List.of())).isSameAs(Bloom.EMPTY);
  }

  private static RlpWriter receipt() {
    return new RlpWriter().startList();
  }

  private static void assertRefused(RlpWriter writer) {
    Bytes bytes = writer.endList().toBytes();
    assertThatThrownBy(() -> ReceiptCodec.decode(bytes)).isInstanceOf(DecodingException.class);
  }
}
