package org.cairn.node.chainfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cairn.core.types.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainFileReaderTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private List<Bytes> read(Bytes content) {
    Path file = MadeChain.write(folder.resolve("chain.rlp"), content);
    List<Bytes> items = new ArrayList<>();
    try (ChainFileReader reader = ChainFileReader.open(file)) {
      Bytes item = reader.next();
      while (item != null) {
        items.add(item);
        item = reader.next();
      }
    }
    return items;
  }

  private void assertFault(String hex, String message) {
    assertThatThrownBy(() -> read(Bytes.fromHex(hex)))
        .isInstanceOf(ChainFileException.class)
        .hasMessageContaining("chain.rlp at byte ")
        .hasMessageContaining(message);
  }

  @Test
  void next_ofListsOneAfterTheOther_givesEachWhole() {
    String longList = "0xf838" + "01".repeat(56);
    assertThat(read(Bytes.fromHex("0xc0c20102" + longList.substring(2))))
        .containsExactly(Bytes.fromHex("0xc0"), Bytes.fromHex("0xc20102"), Bytes.fromHex(longList));
    assertThat(read(Bytes.EMPTY)).isEmpty();
  }

  @Test
  void next_ofATruncatedFile_saysWhere() {
    assertFault("0xc0c201", "byte 1: the file ends within the block");
    assertFault("0xf9", "the file ends within the block");
    assertFault("0xf90100", "the file ends within the block");
  }

  @Test
  void next_ofAnOversizedLength_takesNoMemoryForIt() {
    assertFault("0xfafffff0", "the file ends within the block");
    assertFault("0xfb01000001", "a block of 16777222 bytes, more than 16777216");
    assertFault("0xfbffffffff", "more than 16777216");
    assertFault("0xffffffffffffffffff", "a length of 8 bytes");
  }

  @Test
  void next_ofSomethingElseThanAList_isRefused() {
    assertFault("0x00", "no block starts with the byte 0");
    assertFault("0xb90400", "no block starts with the byte 185");
    assertFault("0xc00a", "byte 1: no block starts with the byte 10");
  }

  @Test
  void open_ofAFileThatIsNotThere_saysSo() {
    assertThatThrownBy(() -> ChainFileReader.open(folder.resolve("none.rlp")))
        .isInstanceOf(ChainFileException.class)
        .hasMessageContaining("no such chain file")
        .hasMessageContaining("none.rlp");
  }

  @Test
  void next_ofRandomBytes_endsOrTellsTheFault() {
    long seed = System.nanoTime();
    System.out.println("random chain files, seed " + seed);
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] content = new byte[random.nextInt(200)];
      random.nextBytes(content);
      try {
        List<Bytes> items = read(Bytes.wrap(content));
        assertThat(items.stream().mapToInt(Bytes::size).sum()).isEqualTo(content.length);
      } catch (ChainFileException expected) {
        assertThat(expected).hasMessageContaining("at byte");
      }
    }
  }
}
