package org.cairn.node.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;
import org.junit.jupiter.api.Test;

class FinalBlocksTest {
  private static final FinalBlocks.Entry ENTRY =
      new FinalBlocks.Entry(Bytes.of((byte) 1, (byte) 2), Bytes.of((byte) 3));

  @Test
  void request_encoded_isReadBack() {
    var request = new FinalBlocks.Request(17, 5);
    assertThat(FinalBlocks.decodeRequest(FinalBlocks.encode(request))).isEqualTo(request);
  }

  @Test
  void request_forMoreThanTheLimit_isCutToTheLimit() {
    var request = new FinalBlocks.Request(17, Long.MAX_VALUE);
    assertThat(FinalBlocks.decodeRequest(FinalBlocks.encode(request)).count())
        .isEqualTo(FinalBlocks.MAX_BLOCKS);
  }

  @Test
  void request_fromGenesisOrForNothing_isRefused() {
    for (var request : List.of(new FinalBlocks.Request(0, 1), new FinalBlocks.Request(1, 0))) {
      assertThatThrownBy(() -> FinalBlocks.decodeRequest(FinalBlocks.encode(request)))
          .isInstanceOf(DecodingException.class);
    }
  }

  @Test
  void answer_encoded_isReadBack() {
    var entries = List.of(ENTRY, ENTRY, ENTRY);
    assertThat(FinalBlocks.decodeAnswer(FinalBlocks.encode(entries))).isEqualTo(entries);
  }

  @Test
  void answer_withMoreThanTheLimit_isRefused() {
    var entries = new ArrayList<FinalBlocks.Entry>();
    for (int i = 0; i <= FinalBlocks.MAX_BLOCKS; i++) {
      entries.add(ENTRY);
    }
    assertThatThrownBy(() -> FinalBlocks.decodeAnswer(FinalBlocks.encode(entries)))
        .isInstanceOf(DecodingException.class);
  }

  @Test
  void decoders_onAnyBytes_throwNothingElse() {
    long seed = Long.getLong("cairn.fuzz.seed", System.nanoTime());
    long endNanos = System.nanoTime() + Long.getLong("cairn.fuzz.millis", 0) * 1_000_000;
    var random = new Random(seed);
    Bytes answer = FinalBlocks.encode(List.of(ENTRY, ENTRY));
    Bytes payload =
        new RlpWriter().startList().bytes(answer).bytes(Bytes.EMPTY).endList().toBytes();
    List<Consumer<Bytes>> decoders =
        List.of(FinalBlocks::decodeAnswer, FinalBlocks::decodeRequest, Payload::decode);
    for (int i = 0; i < 5_000 || System.nanoTime() < endNanos; i++) {
      byte[] bytes = (random.nextBoolean() ? answer : payload).toArray();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      for (Consumer<Bytes> decoder : decoders) {
        try {
          decoder.accept(Bytes.wrap(bytes));
        } catch (DecodingException expected) {
          assertThat(expected.getMessage()).as("seed %d", seed).isNotBlank();
        }
      }
    }
  }
}
