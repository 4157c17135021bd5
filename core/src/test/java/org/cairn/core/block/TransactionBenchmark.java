package org.cairn.core.block;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The way of a plain transfer from its bytes to its sender, and the way back from a key.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class TransactionBenchmark {
  private final SecretKey key = SecretKey.fromHex("0x" + "46".repeat(32));
  private final Transaction transfer =
      new Transaction.DynamicFee(
          1337,
          42,
          Wei.ofGwei(1),
          Wei.ofGwei(30),
          21_000,
          Address.fromHex("0x" + "35".repeat(20)),
          Wei.of(1_000_000_000_000_000_000L),
          Bytes.EMPTY,
          List.of());
  private final SignedTransaction signed = TransactionCodec.sign(transfer, key);

  @Benchmark
  public SignedTransaction decode() {
    return TransactionCodec.decode(signed.encoded());
  }

  @Benchmark
  public Hash signingHash() {
    return TransactionCodec.signingHash(transfer);
  }

  @Benchmark
  public Address recover() {
    return Objects.requireNonNull(Senders.recover(signed));
  }

  @Benchmark
  public SignedTransaction sign() {
    return TransactionCodec.sign(transfer, key);
  }
}
