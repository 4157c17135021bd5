package org.cairn.core.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cairn.core.Seed;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.junit.jupiter.api.Test;

/// Round trips of random values, and mutated encodings against the rule that a decoder refuses them
/// with [DecodingException] or has read the one encoding of what it returns.
class BlockCodecPropertyTest {
  private static final int RUNS = 400;
  private static final int MUTANTS = 25;

  private final Random random = Seed.random(BlockCodecPropertyTest.class);
  private final RandomBlocks blocks = new RandomBlocks(random);

  @Test
  void transactions_random_comeBackWithTheirHash() {
    for (int i = 0; i < 5 * RUNS; i++) {
      SignedTransaction transaction = blocks.transaction();
      assertThat(TransactionCodec.decode(transaction.encoded())).isEqualTo(transaction);
    }
  }

  @Test
  void blocks_random_comeBack() {
    for (int i = 0; i < RUNS; i++) {
      Block block = blocks.block();
      assertThat(BlockCodec.decode(BlockCodec.encode(block))).isEqualTo(block);
      assertThat(BlockCodec.encodedBytes(block)).isEqualTo(BlockCodec.encode(block).size());
      assertThat(BlockCodec.decodeBody(BlockCodec.encodeBody(block.body())))
          .isEqualTo(block.body());
      assertThat(HeaderCodec.decode(HeaderCodec.encode(block.header()))).isEqualTo(block.header());
    }
  }

  @Test
  void receipts_random_comeBackInBothForms() {
    for (int i = 0; i < RUNS; i++) {
      List<Receipt> receipts = blocks.list(5, blocks::receipt);
      for (Receipt receipt : receipts) {
        assertThat(ReceiptCodec.decode(ReceiptCodec.encode(receipt))).isEqualTo(receipt);
      }
      assertThat(ReceiptCodec.decodeStored(ReceiptCodec.encodeStored(receipts)))
          .isEqualTo(receipts);
    }
  }

  @Test
  void transactions_mutated_areRefusedOrCanonical() {
    mutate(
        () -> blocks.transaction().encoded(),
        bytes -> {
          SignedTransaction decoded = TransactionCodec.decode(bytes);
          return TransactionCodec.assemble(decoded.transaction(), decoded.signature()).encoded();
        });
  }

  @Test
  void headers_mutated_areRefusedOrCanonical() {
    mutate(
        () -> HeaderCodec.encode(blocks.header()),
        bytes -> HeaderCodec.encode(HeaderCodec.decode(bytes)));
  }

  @Test
  void blocks_mutated_areRefusedOrCanonical() {
    mutate(
        () -> BlockCodec.encode(blocks.block()),
        bytes -> BlockCodec.encode(BlockCodec.decode(bytes)));
  }

  @Test
  void receipts_mutated_areRefusedOrCanonical() {
    mutate(
        () -> ReceiptCodec.encode(blocks.receipt()),
        bytes -> ReceiptCodec.encode(ReceiptCodec.decode(bytes)));
    mutate(
        () -> ReceiptCodec.encodeStored(List.of(blocks.receipt())),
        bytes -> ReceiptCodec.encodeStored(ReceiptCodec.decodeStored(bytes)));
  }

  private void mutate(Supplier<Bytes> source, Function<Bytes, Bytes> reencode) {
    int refused = 0;
    long startNanos = System.nanoTime();
    for (int i = 0; Seed.goesOn(i, RUNS, startNanos); i++) {
      Bytes good = source.get();
      assertThat(reencode.apply(good)).isEqualTo(good);
      for (int j = 0; j < MUTANTS; j++) {
        Bytes mutant = mutant(good);
        try {
          assertThat(reencode.apply(mutant)).isEqualTo(mutant);
        } catch (DecodingException e) {
          assertThat(e).message().isNotEmpty();
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(RUNS);
  }

  private Bytes mutant(Bytes good) {
    byte[] bytes = good.toArray();
    int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 40) : bytes.length);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] = (byte) random.nextInt();
      case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes = Arrays.copyOf(bytes, at);
      case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(3));
      case 4 -> bytes[at] = (byte) (0x80 + random.nextInt(128));
      default -> {
        int length = Math.min(1 + random.nextInt(9), bytes.length - at);
        Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0xff : 0));
      }
    }
    return Bytes.wrap(bytes);
  }
}
