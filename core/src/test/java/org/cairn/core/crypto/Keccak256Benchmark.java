package org.cairn.core.crypto;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.cairn.core.Seed;
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

/// Keccak-256 of a word, a trie node and a contract, beside Bouncy Castle.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class Keccak256Benchmark {
  @Param({"32", "532", "24576"})
  public int sizeBytes;

  private final byte[] output = new byte[32];
  private final KeccakDigest bouncy = new KeccakDigest(256);
  private byte[] input = new byte[0];

  @Setup
  public void prepare() {
    input = Seed.bytes(new Random(sizeBytes), sizeBytes);
  }

  @Benchmark
  public byte[] own() {
    Keccak256.digest(input, 0, input.length, output, 0);
    return output;
  }

  @Benchmark
  public byte[] bouncyCastle() {
    bouncy.update(input, 0, input.length);
    var _ = bouncy.doFinal(output, 0);
    return output;
  }
}
