package org.cairn.evm.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fixture.Scene;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.tx.Call;
import org.cairn.evm.tx.CallOutcome;
import org.cairn.evm.tx.CallRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TracerTest {
  private static final Address OTHER = Address.fromHex("0x" + "07".repeat(20));
  private static final String CALL_OTHER = "5f5f5f5f5f73" + "07".repeat(20);

  @Test
  void step_ofEachInstruction_showsTheFrameBeforeIt() {
    List<String> seen = new ArrayList<>();
    trace(
        new Scene().code(Scene.CONTRACT, "6001600252" + "5100"),
        new Tracer() {
          @Override
          public void step(Step step) {
            seen.add(
                "%d:%02x gas %d stack %d memory %d depth %d"
                    .formatted(
                        step.pc(),
                        step.opcode(),
                        step.gas(),
                        step.stackSize(),
                        step.memorySize(),
                        step.depth()));
          }
        },
        100_000);
    assertThat(seen)
        .containsExactly(
            "0:60 gas 79000 stack 0 memory 0 depth 1",
            "2:60 gas 78997 stack 1 memory 0 depth 1",
            "4:52 gas 78994 stack 2 memory 0 depth 1",
            "5:51 gas 78985 stack 0 memory 64 depth 1");
  }

  @Test
  void stepped_ofEachInstruction_tellsStaticAndDynamicCost() {
    Events events = new Events();
    // PUSH1 1, PUSH0, SSTORE, PUSH1 32, PUSH0, KECCAK256, PUSH2 0x0100, EXP of it, STOP
    trace(
        new Scene().code(Scene.CONTRACT, "60015f55" + "60205f20" + "610100600a0a" + "00"), events);
    assertThat(events.steps)
        .containsExactly(
            "60 3",
            "5f 2",
            "55 22100",
            "60 3",
            "5f 2",
            "20 39",
            "61 3",
            "60 3",
            "0a 110",
            "00 0 STOP");
  }

  @Test
  void stepped_ofACall_containsTheGasOfTheCalleeAndComesBeforeIt() {
    Events events = new Events();
    Scene scene = new Scene().code(OTHER, "5f00").code(Scene.CONTRACT, CALL_OTHER + "611000f100");
    trace(scene, events);
    assertThat(events.all)
        .containsSubsequence(
            "enter CALL 0 979000",
            "f1 " + (2600 + 0x1000),
            "enter CALL 1 4096",
            "5f 2",
            "00 0 STOP",
            "exit STOP 2",
            "00 0 STOP",
            "exit STOP 2618");
  }

  @Test
  void stepped_ofACreation_leavesOutItsGas() {
    Events events = new Events();
    // The initcode is a lone STOP.
    trace(new Scene().code(Scene.CONTRACT, "60015f5ff000"), events);
    assertThat(events.all)
        .containsSubsequence("f0 32005", "enter CREATE 1 " + sixtyThree(979_000 - 7 - 32_005))
        .containsSubsequence("00 0 STOP", "exit STOP 0", "00 0 STOP");
  }

  private static long sixtyThree(long gas) {
    return gas - gas / 64;
  }

  @Test
  void call_ofAPrecompile_isEnteredAndLeft() {
    Events events = new Events();
    trace(
        new Scene().code(Scene.CONTRACT, "5f5f60205f5f73" + "00".repeat(19) + "04" + "5af100"),
        events);
    assertThat(events.all).containsSubsequence("enter CALL 1 963586", "exit RETURN 18");
  }

  @Test
  void call_thatCannotPay_isEnteredAndLeftWithItsReason() {
    Events events = new Events();
    trace(
        new Scene()
            .code(OTHER, "00")
            .code(Scene.CONTRACT, "5f5f5f5f600173" + "07".repeat(20) + "5ff100"),
        events);
    assertThat(events.all)
        .containsSubsequence("f1 11600", "enter CALL 1 2300", "exit INSUFFICIENT_BALANCE 0");
  }

  @Test
  void selfDestruct_ofAContract_isAnEntryWithItsBalance() {
    Events events = new Events();
    trace(new Scene().code(Scene.CONTRACT, "73" + "07".repeat(20) + "ff"), events);
    assertThat(events.all)
        .containsSubsequence(
            "ff 7600", "enter SELFDESTRUCT 1 0", "exit SELF_DESTRUCT 0", "exit SELF_DESTRUCT 7603");
  }

  @Test
  void step_thatFails_tellsItsHalt() {
    assertThat(lastStep("0c")).isEqualTo("0c 0 INVALID_OPCODE");
    assertThat(lastStep("5f56")).isEqualTo("56 8 INVALID_JUMP");
    assertThat(lastStep("01")).isEqualTo("01 3 STACK_UNDERFLOW");
    assertThat(lastStep("5f5ffd")).isEqualTo("fd 0 REVERT");
    assertThat(lastStep("5f67ffffffffffffffff52")).isEqualTo("52 3 OUT_OF_GAS");
    // 3 + 3 * 2^21 / 32 + (2^21 / 32)^2 / 512
    assertThat(lastStep("5f621fffe052")).isEqualTo("52 8585219 OUT_OF_GAS");
  }

  private static String lastStep(String code) {
    Events events = new Events();
    trace(new Scene().code(Scene.CONTRACT, code), events);
    return events.steps.getLast();
  }

  @Test
  void state_duringTheTransaction_isThatOfTheMoment() {
    List<UInt256> values = new ArrayList<>();
    trace(
        new Scene().code(Scene.CONTRACT, "60015f5500").slot(Scene.CONTRACT, 0, 9),
        new Tracer() {
          @Override
          public void started(TracedState state) {
            values.add(state.slot(Scene.CONTRACT, UInt256.ZERO));
          }

          @Override
          public void ended(TracedState state, long gasUsed) {
            values.add(state.slot(Scene.CONTRACT, UInt256.ZERO));
          }
        },
        1_000_000);
    assertThat(values).containsExactly(UInt256.of(9), UInt256.of(1));
  }

  private static void trace(Scene scene, Tracer tracer) {
    trace(scene, tracer, 1_000_000);
  }

  private static void trace(Scene scene, Tracer tracer, long gas) {
    CallRequest request = CallRequest.of(Scene.SENDER, Scene.CONTRACT, gas, Bytes.EMPTY);
    Call call = new Call(new CodeCache());
    CallOutcome traced = call.run(scene.world(), scene.block(), request, tracer);
    assertThat(traced).isEqualTo(call.run(scene.state(), scene.block(), request));
  }

  /// Everything that a tracer is told, as lines.
  private static final class Events implements Tracer {
    private final List<String> all = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private int opcode;

    @Override
    public void enter(CallEntry entry, TracedState state) {
      all.add("enter " + entry.kind() + " " + entry.depth() + " " + entry.gas());
    }

    @Override
    public void step(Step step) {
      opcode = step.opcode();
    }

    @Override
    public void stepped(long gasCost, @Nullable Halt halt) {
      steps.add("%02x %d".formatted(opcode, gasCost) + (halt == null ? "" : " " + halt));
      all.add(steps.getLast());
    }

    @Override
    public void exit(Halt halt, long gasUsed, Bytes output) {
      all.add("exit " + halt + " " + gasUsed);
    }
  }
}
