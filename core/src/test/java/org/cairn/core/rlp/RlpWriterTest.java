package org.cairn.core.rlp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.junit.jupiter.api.Test;

class RlpWriterTest {
  @Test
  void bytes_emptySingleAndShort_haveTheShortestHeader() {
    assertHex(new RlpWriter().bytes(new byte[0]), "0x80");
    assertHex(new RlpWriter().bytes(new byte[] {0}), "0x00");
    assertHex(new RlpWriter().bytes(new byte[] {0x7f}), "0x7f");
    assertHex(new RlpWriter().bytes(new byte[] {(byte) 0x80}), "0x8180");
    assertHex(new RlpWriter().bytes("dog".getBytes(US_ASCII)), "0x83646f67");
  }

  @Test
  void bytes_atTheBordersOfTheHeader_changeForm() {
    assertHexStartsWith(new RlpWriter().bytes(new byte[55]), "0xb700");
    assertHexStartsWith(new RlpWriter().bytes(new byte[56]), "0xb83800");
    assertHexStartsWith(new RlpWriter().bytes(new byte[255]), "0xb8ff00");
    assertHexStartsWith(new RlpWriter().bytes(new byte[256]), "0xb9010000");
    assertHexStartsWith(new RlpWriter().bytes(new byte[65_536]), "0xba01000000");
  }

  @Test
  void scalar_writesNoLeadingZeros() {
    assertHex(new RlpWriter().scalar(0), "0x80");
    assertHex(new RlpWriter().scalar(15), "0x0f");
    assertHex(new RlpWriter().scalar(128), "0x8180");
    assertHex(new RlpWriter().scalar(1024), "0x820400");
    assertHex(new RlpWriter().scalar(-1L), "0x88ffffffffffffffff");
    assertHex(new RlpWriter().scalar(UInt256.ZERO), "0x80");
    assertHex(new RlpWriter().scalar(new UInt256(0, 0, 1, 0)), "0x89010000000000000000");
    assertHex(
        new RlpWriter().scalar(new UInt256(0, 256, 0, 0)),
        "0x92010000000000000000000000000000000000");
    assertHex(new RlpWriter().scalar(UInt256.MAX), "0xa0" + "ff".repeat(32));
  }

  @Test
  void lists_shortNestedAndLong_areFramed() {
    assertHex(new RlpWriter().startList().endList(), "0xc0");
    // The set theoretical representation of three.
    RlpWriter three =
        new RlpWriter()
            .startList()
            .startList()
            .endList()
            .startList()
            .startList()
            .endList()
            .endList()
            .startList()
            .startList()
            .endList()
            .startList()
            .startList()
            .endList()
            .endList()
            .endList()
            .endList();
    assertHex(three, "0xc7c0c1c0c3c0c1c0");
    assertHexStartsWith(new RlpWriter().startList().bytes(new byte[55]).endList(), "0xf838b7");
    assertHexStartsWith(new RlpWriter().startList().bytes(new byte[54]).endList(), "0xf7b6");
    assertHexStartsWith(
        new RlpWriter(1).startList().bytes(new byte[300]).endList(), "0xf9012fb9012c");
  }

  @Test
  void raw_isCopiedAsItStands() {
    assertHex(new RlpWriter().rawByte(2).startList().raw(Bytes.of((byte) 5)).endList(), "0x02c105");
  }

  @Test
  void listsOutOfStep_areTheCallersMistake() {
    assertThatThrownBy(() -> new RlpWriter().endList()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new RlpWriter().startList().toByteArray())
        .isInstanceOf(IllegalStateException.class);
  }

  private static void assertHex(RlpWriter writer, String hex) {
    assertThat(writer.toBytes()).hasToString(hex);
  }

  private static void assertHexStartsWith(RlpWriter writer, String hex) {
    assertThat(writer.toBytes().toString()).startsWith(hex);
  }
}
