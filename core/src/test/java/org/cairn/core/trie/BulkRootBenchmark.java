package org.cairn.core.trie;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.cairn.core.types.Hash;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The root of account-like leaves, all at once and as an update of a trie in memory.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class BulkRootBenchmark {
  private static final int CHANGED = 1000;
  private static final int LEAF_BYTES = 72;

  @Param({"1000", "100000"})
  public int leaves;

  private final Random random = new Random(1);
  private byte[][] keys = {};
  private byte[][] values = {};
  private Trie trie = Trie.ofAccounts(BulkRoot.EMPTY, (_, _) -> null);

  @Setup
  public void setUp() {
    keys = new byte[leaves][32];
    values = new byte[leaves][LEAF_BYTES];
    for (int i = 0; i < leaves; i++) {
      random.nextBytes(keys[i]);
      random.nextBytes(values[i]);
    }
    Arrays.sort(keys, Arrays::compareUnsigned);
    trie = trie.with(keys, values, 1).trie();
  }

  @Benchmark
  public Hash bulk() {
    return BulkRoot.of(keys, values);
  }

  @Benchmark
  public Hash update() {
    int step = leaves / CHANGED;
    int first = random.nextInt(step);
    byte[][] changedKeys = new byte[CHANGED][];
    byte[][] changedValues = new byte[CHANGED][LEAF_BYTES];
    for (int i = 0; i < CHANGED; i++) {
      changedKeys[i] = keys[first + i * step];
      changedValues[i][0] = (byte) random.nextInt();
      changedValues[i][1] = (byte) random.nextInt();
    }
    return trie.with(changedKeys, changedValues, 2).trie().root();
  }
}
