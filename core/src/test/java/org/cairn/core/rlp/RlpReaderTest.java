package org.cairn.core.rlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.junit.jupiter.api.Test;

class RlpReaderTest {
  @Test
  void scalars_inCanonicalForm_areRead() {
    RlpReader reader = reader("c9" + "80" + "7f" + "820400" + "80" + "8180" + "80");
    reader.enterList();
    assertThat(reader.scalar()).isZero();
    assertThat(reader.scalar63()).isEqualTo(127);
    assertThat(reader.uint256()).isEqualTo(UInt256.of(1024));
    assertThat(reader.optionalAddress()).isNull();
    assertThat(reader.scalar(128)).isEqualTo(128);
    assertThat(reader.hasNext()).isTrue();
    assertThat(reader.bytes()).isSameAs(Bytes.EMPTY);
    assertThat(reader.hasNext()).isFalse();
    reader.leaveList();
    reader.finish();
  }

  @Test
  void uint256_ofEachLength_isRead() {
    assertThat(reader("89010203040506070809").uint256())
        .isEqualTo(new UInt256(0, 0, 1, 0x0203040506070809L));
    assertThat(reader("a0" + "ff".repeat(32)).uint256()).isEqualTo(UInt256.MAX);
    assertThat(reader("9f" + "01" + "00".repeat(30)).uint256())
        .isEqualTo(new UInt256(1L << 48, 0, 0, 0));
  }

  @Test
  void raw_givesTheWholeItem() {
    RlpReader reader = reader("c3c20102" + "05");
    assertThat(reader.nextIsList()).isTrue();
    assertThat(reader.raw()).hasToString("0xc3c20102");
    assertThat(reader.nextIsList()).isFalse();
    reader.skip();
    reader.finish();
  }

  @Test
  void reader_ofAPart_seesNothingElse() {
    RlpReader reader = new RlpReader(Bytes.fromHex("0102820304").shared(), 1, 1);
    assertThat(reader.scalar()).isEqualTo(2);
    reader.finish();
    assertRefused(new RlpReader(Bytes.fromHex("01820304").shared(), 1, 2), RlpReader::bytes);
  }

  @Test
  void formsThatAreNotCanonical_areRefused() {
    assertRefused("8100", RlpReader::bytes);
    assertRefused("817f", RlpReader::bytes);
    assertRefused("00", RlpReader::scalar);
    assertRefused("820001", RlpReader::scalar);
    assertRefused("820001", RlpReader::uint256);
    assertRefused("b837" + "00".repeat(55), RlpReader::bytes);
    assertRefused("b90038" + "00".repeat(56), RlpReader::bytes);
    assertRefused("f837" + "00".repeat(55), RlpReader::enterList);
    assertRefused("f800", RlpReader::enterList);
  }

  @Test
  void itemsCutOff_areRefused() {
    assertRefused("", RlpReader::bytes);
    assertRefused("", RlpReader::nextIsList);
    assertRefused("83ffff", RlpReader::bytes);
    assertRefused("b8", RlpReader::bytes);
    assertRefused("b838" + "00".repeat(55), RlpReader::bytes);
    assertRefused("bb7fffffff", RlpReader::bytes);
    assertRefused("bbffffffff", RlpReader::bytes);
    assertRefused("bfffffffffffffffff", RlpReader::bytes);
    assertRefused("ffffffffffffffffff", RlpReader::enterList);
    assertRefused("c201", RlpReader::enterList);
    assertRefused(
        "c1820102",
        reader -> {
          reader.enterList();
          reader.skip();
        });
  }

  @Test
  void valuesOfAnotherShape_areRefused() {
    assertRefused("c0", RlpReader::bytes);
    assertRefused("c0", RlpReader::scalar);
    assertRefused("05", RlpReader::enterList);
    assertRefused("8401020304", reader -> reader.bytes(3));
    assertRefused("8401020304", reader -> reader.fixedBytes(5));
    assertRefused("8401020304", RlpReader::hash);
    assertRefused("8401020304", RlpReader::address);
    assertRefused("8401020304", RlpReader::optionalAddress);
    assertRefused("89010203040506070809", RlpReader::scalar);
    assertRefused("88ffffffffffffffff", RlpReader::scalar63);
    assertRefused("88ffffffffffffffff", reader -> reader.scalar(Integer.MAX_VALUE));
    assertRefused("02", reader -> reader.scalar(1));
    assertRefused("a101" + "00".repeat(32), RlpReader::uint256);
  }

  @Test
  void surplus_isRefused() {
    assertRefused(
        "0101",
        reader -> {
          reader.skip();
          reader.finish();
        });
    assertRefused(
        "c20101",
        reader -> {
          reader.enterList();
          reader.skip();
          reader.leaveList();
        });
  }

  @Test
  void nesting_beyondTheLimit_isRefused() {
    RlpWriter writer = new RlpWriter();
    for (int i = 0; i <= RlpReader.MAX_DEPTH; i++) {
      writer.startList();
    }
    for (int i = 0; i <= RlpReader.MAX_DEPTH; i++) {
      writer.endList();
    }
    RlpReader reader = new RlpReader(writer.toBytes());
    for (int i = 0; i < RlpReader.MAX_DEPTH; i++) {
      reader.enterList();
    }
    assertThatThrownBy(reader::enterList)
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("nested");
  }

  private static RlpReader reader(String hex) {
    return new RlpReader(Bytes.fromHex(hex));
  }

  private static void assertRefused(String hex, Consumer<RlpReader> read) {
    assertRefused(reader(hex), read);
  }

  private static void assertRefused(RlpReader reader, Consumer<RlpReader> read) {
    assertThatThrownBy(() -> read.accept(reader)).isInstanceOf(DecodingException.class);
  }
}
