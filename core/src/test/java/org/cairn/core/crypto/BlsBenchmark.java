package org.cairn.core.crypto;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.cairn.core.types.UInt256;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a vote and a certificate of a hundred validators cost.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class BlsBenchmark {
  private static final int VALIDATORS = 100;

  private final byte[] message = new byte[32];
  private final List<BlsSecretKey> secrets =
      IntStream.rangeClosed(1, VALIDATORS)
          .mapToObj(i -> BlsSecretKey.of(UInt256.of(1_000_003L * i).toBytes()))
          .toList();
  private final List<BlsPublicKey> keys = secrets.stream().map(BlsSecretKey::publicKey).toList();
  private final List<BlsSignature> signatures =
      secrets.stream().map(secret -> Bls.sign(secret, message)).toList();
  private final BlsSignature aggregate = Bls.aggregate(signatures);

  @Benchmark
  public BlsSignature sign() {
    return Bls.sign(secrets.getFirst(), message);
  }

  @Benchmark
  public boolean verify() {
    return Bls.verify(keys.getFirst(), message, signatures.getFirst());
  }

  @Benchmark
  public boolean checkSubgroup() {
    return Bls.isValidSignature(signatures.getFirst());
  }

  @Benchmark
  public BlsSignature aggregate() {
    return Bls.aggregate(signatures);
  }

  @Benchmark
  public boolean verifyCertificate() {
    return Bls.fastAggregateVerify(keys, message, aggregate);
  }
}
