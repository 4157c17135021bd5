package org.cairn.core.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.store.Store;
import org.cairn.core.store.StoreBatch;
import org.cairn.core.trie.BulkRoot;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A block of a thousand transfers between random accounts: laid upon the state (flat reads and new
/// root), and committed (one synced batch).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xmx512m"})
@SuppressWarnings("NullAway.Init") // JMH calls setUp first.
public class StateUpdateBenchmark {
  private static final int TOUCHED = 1000;

  @Param({"10000", "200000"})
  public int accounts;

  private final Random random = new Random(1);
  private Path folder = Path.of("");
  private Store store;
  private StateStore states;
  private long number;

  @Setup(Level.Trial)
  public void setUp() throws IOException {
    folder = Files.createTempDirectory("cairn-benchmark");
    store = Store.open(folder);
    states = StateStore.open(store, StateStore.BEFORE_GENESIS, BulkRoot.EMPTY, 1000);
    SortedMap<Address, AccountChange> all = new TreeMap<>();
    for (int i = 0; i < accounts; i++) {
      all.put(address(i), change());
    }
    commit(states.head().with(new StateDiff(all, new TreeMap<>())));
  }

  @TearDown(Level.Trial)
  public void tearDown() throws IOException {
    states.close();
    store.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  public Hash root() {
    return states.head().with(block()).root();
  }

  @Benchmark
  public long rootAndCommit() {
    commit(states.head().with(block()));
    return number;
  }

  private void commit(StateView view) {
    try (StoreBatch batch = store.batch()) {
      states.collect(batch, view, number);
      states.writing(number);
      store.write(batch);
    }
    states.committed(view, number++);
  }

  private StateDiff block() {
    SortedMap<Address, AccountChange> changes = new TreeMap<>();
    for (int i = 0; i < TOUCHED; i++) {
      changes.put(address(random.nextInt(accounts)), change());
    }
    return new StateDiff(changes, new TreeMap<>());
  }

  private AccountChange change() {
    Account account =
        new Account(random.nextInt(1000), Wei.of(random.nextInt(1 << 30)), Account.NO_CODE);
    SortedMap<UInt256, UInt256> none = new TreeMap<>();
    return new AccountChange(account, false, none);
  }

  private static Address address(int index) {
    return Address.wrap(ByteBuffer.allocate(20).putInt(16, index).array());
  }
}
