package org.cairn.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.Log;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.store.Store;
import org.cairn.core.store.StoreBatch;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogIndexTest {
  @TempDir Path folder;

  @Test
  void blocks_randomLogs_areThoseOfAScan() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    Random random = new Random(seed);
    List<List<Log>> blocks = new ArrayList<>();
    try (Store store = Store.open(folder)) {
      LogIndex index = LogIndex.open(store, 0);
      for (int number = 0; number < 200; number++) {
        List<Log> logs = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          logs.add(
              new Log(
                  address(random.nextInt(8)),
                  List.of(topic(random.nextInt(8)), UInt256.of(random.nextInt(8)).toHash()),
                  Bytes.EMPTY));
        }
        blocks.add(logs);
        put(store, index, number, logs);
      }
      for (int i = 0; i < 100; i++) {
        List<Bytes> items =
            List.of(address(random.nextInt(9)).toBytes(), topic(random.nextInt(9)).toBytes());
        int from = random.nextInt(200);
        int to = from + random.nextInt(200 - from);
        TreeSet<Long> expected = new TreeSet<>();
        for (long number = from; number <= to; number++) {
          for (Log log : blocks.get((int) number)) {
            if (items.contains(log.address().toBytes())
                || log.topics().stream().map(Hash::toBytes).anyMatch(items::contains)) {
              expected.add(number);
            }
          }
        }
        assertThat(index.blocks(items, from, to)).isEqualTo(expected);
      }
    }
  }

  @Test
  void blocks_beforeTheIndexWasThere_areUnknown() {
    try (Store store = Store.open(folder)) {
      LogIndex index = LogIndex.open(store, 7);
      put(store, index, 7, List.of(new Log(address(1), List.of(), Bytes.EMPTY)));
      assertThat(index.blocks(List.of(address(1).toBytes()), 6, 9)).isNull();
      assertThat(LogIndex.open(store, 12).blocks(List.of(address(1).toBytes()), 7, 9))
          .containsExactly(7L);
    }
  }

  @Test
  void blocks_callsOfAContract_areThoseWithData() {
    try (Store store = Store.open(folder);
        StoreBatch batch = store.batch()) {
      LogIndex index = LogIndex.open(store, 0);
      index.put(batch, 3, List.of(call(address(1), Bytes.of((byte) 1), 1)), List.of());
      index.put(batch, 4, List.of(call(address(1), Bytes.EMPTY, 1)), List.of());
      index.put(batch, 5, List.of(call(address(1), Bytes.EMPTY, 0)), List.of());
      store.write(batch);
      assertThat(index.blocks(List.of(LogIndex.called(address(1))), 0, 9)).containsExactly(3L, 5L);
      assertThat(index.blocks(List.of(address(1).toBytes()), 0, 9)).isEmpty();
    }
  }

  private static SignedTransaction call(Address to, Bytes data, long wei) {
    return TransactionCodec.unsigned(
        new Transaction.Legacy(7L, 0, Wei.of(1), 21_000, to, Wei.of(wei), data));
  }

  private static void put(Store store, LogIndex index, long number, List<Log> logs) {
    try (StoreBatch batch = store.batch()) {
      index.put(
          batch, number, List.of(), List.of(new Receipt(2, true, null, 0, Bloom.of(logs), logs)));
      store.write(batch);
    }
  }

  private static Address address(int number) {
    return Address.copy(Keccak256.hash(Bytes.of((byte) number)).shared(), 12);
  }

  private static Hash topic(int number) {
    return Keccak256.hash(Bytes.of((byte) number, (byte) 1));
  }
}
