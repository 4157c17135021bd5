package org.cairn.core.rlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;
import org.apache.tuweni.rlp.RLPWriter;
import org.cairn.core.Seed;
import org.cairn.core.types.UInt256;
import org.junit.jupiter.api.Test;

/// Random trees of items against Tuweni's writer, and mutated encodings against the rule that what
/// the reader accepts encodes to the same bytes again.
class RlpPropertyTest {
  private static final int RUNS = 2_000;

  @Test
  void write_ofRandomTrees_equalsTuweni() {
    Random random = Seed.random(RlpPropertyTest.class);
    for (int i = 0; i < RUNS; i++) {
      Object tree = tree(random, 4);
      RlpWriter writer = new RlpWriter(random.nextInt(64));
      write(writer, tree);
      byte[] expected = RLP.encode(oracle -> write(oracle, tree)).toArrayUnsafe();
      assertThat(writer.toByteArray()).isEqualTo(expected);
    }
  }

  @Test
  void read_ofRandomTrees_givesThemBack() {
    Random random = Seed.random(RlpPropertyTest.class);
    for (int i = 0; i < RUNS; i++) {
      Object tree = tree(random, 4);
      RlpWriter writer = new RlpWriter();
      write(writer, tree);
      RlpReader reader = new RlpReader(writer.toBytes());
      assertThat(read(reader)).isEqualTo(tree);
      reader.finish();
    }
  }

  @Test
  void scalars_ofAllSizes_comeBackAndEqualTuweni() {
    Random random = Seed.random(RlpPropertyTest.class);
    for (int i = 0; i < RUNS; i++) {
      UInt256 value = UInt256.fromBytes(Seed.bytes(random, random.nextInt(33)));
      byte[] encoded = new RlpWriter().scalar(value).toByteArray();
      assertThat(encoded).isEqualTo(RLP.encodeBigInteger(value.toBigInteger()).toArrayUnsafe());
      assertThat(new RlpReader(encoded).uint256()).isEqualTo(value);
      long bits = random.nextLong() >>> random.nextInt(64);
      byte[] encodedLong = new RlpWriter().scalar(bits).toByteArray();
      assertThat(encodedLong)
          .isEqualTo(new RlpWriter().scalar(UInt256.ofUnsigned(bits)).toByteArray());
      assertThat(new RlpReader(encodedLong).scalar()).isEqualTo(bits);
    }
  }

  @Test
  void read_ofMutatedBytes_refusesOrIsCanonical() {
    Random random = Seed.random(RlpPropertyTest.class);
    int refused = 0;
    long startNanos = System.nanoTime();
    for (int i = 0; Seed.goesOn(i, 10 * RUNS, startNanos); i++) {
      RlpWriter writer = new RlpWriter();
      write(writer, tree(random, 3));
      byte[] bytes = writer.toByteArray();
      bytes[random.nextInt(Math.min(bytes.length, 8))] = (byte) random.nextInt();
      try {
        RlpReader reader = new RlpReader(bytes);
        Object tree = read(reader);
        reader.finish();
        RlpWriter again = new RlpWriter();
        write(again, tree);
        assertThat(again.toByteArray()).isEqualTo(bytes);
      } catch (DecodingException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static Object tree(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) > 0) {
      int length = random.nextInt(10) == 0 ? random.nextInt(70_000) : random.nextInt(70);
      return org.cairn.core.types.Bytes.wrap(Seed.bytes(random, length));
    }
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      list.add(tree(random, depth - 1));
    }
    return list;
  }

  private static void write(RlpWriter writer, Object tree) {
    if (tree instanceof List<?> list) {
      writer.startList();
      list.forEach(item -> write(writer, item));
      writer.endList();
    } else {
      writer.bytes((org.cairn.core.types.Bytes) tree);
    }
  }

  private static void write(RLPWriter writer, Object tree) {
    if (tree instanceof List<?> list) {
      writer.writeList(inner -> list.forEach(item -> write(inner, item)));
    } else {
      writer.writeValue(Bytes.wrap(((org.cairn.core.types.Bytes) tree).toArray()));
    }
  }

  private static Object read(RlpReader reader) {
    if (!reader.nextIsList()) {
      return reader.bytes();
    }
    List<Object> list = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      list.add(read(reader));
    }
    reader.leaveList();
    return list;
  }
}
