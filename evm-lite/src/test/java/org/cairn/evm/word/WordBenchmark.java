package org.cairn.evm.word;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One operation on words of full length.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class WordBenchmark {
  private static final long[] OPERANDS = {
    0xffff_ffff_0000_0001L, 0x53bd_a402_fffe_5bfeL, 0x3339_d808_09a1_d805L, 0x73ed_a753_299d_7d48L,
    0x0347_6c1e_d1f0_1234L, 0x6a09_e667_f3bc_c908L, 0xbb67_ae85_84ca_a73bL, 0x3c6e_f372_fe94_f82bL,
    0x510e_527f_ade6_82d1L, 0x9b05_688c_2b3e_6c1fL, 0x1f83_d9ab_fb41_bd6bL, 0x5be0_cd19_137e_2179L
  };

  private final long[] stack = new long[12];
  private final long[] scratch = new long[Division.SCRATCH_LONGS];

  @Setup(Level.Iteration)
  public void fill() {
    System.arraycopy(OPERANDS, 0, stack, 0, stack.length);
  }

  /// Puts back what the operation replaces, so that it never runs on small words.
  private void restore(int word) {
    System.arraycopy(OPERANDS, 4 * word, stack, 4 * word, 4);
  }

  @Benchmark
  public int add() {
    return Word.add(stack, 12);
  }

  @Benchmark
  public int mul() {
    restore(1);
    return Word.mul(stack, 12);
  }

  @Benchmark
  public int div() {
    restore(1);
    return Division.div(stack, 12, scratch);
  }

  @Benchmark
  public int addmod() {
    restore(0);
    return Division.addmod(stack, 12, scratch);
  }

  @Benchmark
  public int mulmod() {
    restore(0);
    return Division.mulmod(stack, 12, scratch);
  }
}
