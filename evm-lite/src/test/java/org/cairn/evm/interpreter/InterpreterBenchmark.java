package org.cairn.evm.interpreter;

import java.util.concurrent.TimeUnit;
import org.cairn.core.state.MemoryState;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fixture.Scene;
import org.cairn.evm.tx.Call;
import org.cairn.evm.tx.CallOutcome;
import org.cairn.evm.tx.CallRequest;
import org.cairn.evm.world.BlockContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A loop of the interpreter, in nanoseconds a round: what surrounds each body is ten instructions.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // set by JMH and by deploy
public class InterpreterBenchmark {
  private static final int ROUNDS = 10_000;
  private static final Address LEAF = Address.fromHex("0x" + "1e".repeat(20));

  /// What the loop does with the accumulator on top of the counter.
  public enum Body {
    /// Nothing.
    EMPTY(""),
    /// ADD, MUL and XOR with constants of full length.
    ARITHMETIC(
        "7f" + "9e3779b97f4a7c15".repeat(4) + "0180027f" + "bf58476d1ce4e5b9".repeat(4) + "18"),
    /// MSTORE and MLOAD.
    MEMORY("5f525f51"),
    /// SLOAD of a warm slot.
    SLOAD("60015401"),
    /// SSTORE to a warm slot.
    SSTORE("80600155"),
    /// KECCAK256 of 32 bytes.
    KECCAK("5f5260205f20"),
    /// STATICCALL of a contract that stops.
    CALL("5f5f5f5f73" + "1e".repeat(20) + "5afa50");

    private final String code;

    Body(String code) {
      this.code = code;
    }
  }

  @Param public Body body;

  private final Call call = new Call(new CodeCache());
  private MemoryState state;
  private BlockContext block;
  private CallRequest request;

  @Setup
  public void deploy() {
    String rounds = String.format("%06x", ROUNDS);
    // PUSH3 rounds, PUSH8 seed, JUMPDEST(13), body, SWAP1, PUSH1 1, SWAP1, SUB, SWAP1, DUP2, PUSH1
    // 13,
    // JUMPI
    String loop =
        "62" + rounds + "67" + "1234567890abcdef" + "5b" + body.code + "906001900390" + "81600d57";
    Scene scene = new Scene().code(LEAF, "00").code(Scene.CONTRACT, loop);
    state = scene.state();
    block = scene.block();
    request = CallRequest.of(Scene.SENDER, Scene.CONTRACT, 1L << 40, Bytes.EMPTY);
  }

  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public CallOutcome loop() {
    CallOutcome outcome = call.run(state, block, request);
    if (!(outcome instanceof CallOutcome.Completed)) {
      throw new IllegalStateException(outcome.toString());
    }
    return outcome;
  }
}
