package org.cairn.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.Objects;
import org.cairn.evm.fixture.Scene;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.InstructionTable;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.tx.CallOutcome;
import org.junit.jupiter.api.Test;

class DispatchTest {
  /// HotSpot never compiles a longer method.
  private static final int HUGE_METHOD_BYTES = 8000;

  private static final long GAS = 10_000_000;

  @Test
  void run_asCompiled_isShortEnoughForTheJit() throws IOException {
    try (InputStream stream = Dispatch.class.getResourceAsStream("Dispatch.class")) {
      byte[] bytes = Objects.requireNonNull(stream).readAllBytes();
      for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
        CodeAttribute code = (CodeAttribute) method.code().orElseThrow();
        assertThat(code.codeLength())
            .as(method.methodName().stringValue())
            .isLessThan(HUGE_METHOD_BYTES);
      }
    }
  }

  @Test
  void anyOpcode_withOneOperandTooFew_isAStackUnderflow() {
    InstructionTable table = InstructionTable.of(Fork.OSAKA);
    for (int opcode = 0; opcode < 256; opcode++) {
      if (table.isDefined(opcode) && table.taken(opcode) > 0) {
        String code = "5f".repeat(table.taken(opcode) - 1) + String.format("%02x", opcode);
        assertHalt(code, Halt.STACK_UNDERFLOW);
      }
    }
  }

  @Test
  void anyPushingOpcode_onAFullStack_isAStackOverflow() {
    InstructionTable table = InstructionTable.of(Fork.OSAKA);
    for (int opcode = 0; opcode < 256; opcode++) {
      if (table.isDefined(opcode) && table.left(opcode) > table.taken(opcode)) {
        String code = "5f".repeat(1024) + String.format("%02x", opcode);
        assertHalt(code, Halt.STACK_OVERFLOW);
      }
    }
  }

  @Test
  void anyOpcode_thatIsNotDefined_isInvalid() {
    for (Fork fork : Fork.values()) {
      InstructionTable table = InstructionTable.of(fork);
      for (int opcode = 0; opcode < 256; opcode++) {
        if (!table.isDefined(opcode)) {
          String code = "6000".repeat(8) + String.format("%02x", opcode);
          CallOutcome outcome = new Scene().fork(fork).run(code, GAS);
          assertThat(outcome).isInstanceOf(CallOutcome.Halted.class);
          assertThat(((CallOutcome.Halted) outcome).halt()).isEqualTo(Halt.INVALID_OPCODE);
          assertThat(outcome.gasUsed()).isEqualTo(GAS);
        }
      }
    }
  }

  @Test
  void fullStack_of1024Words_isAllowed() {
    assertSuccess("5f".repeat(1024) + "00");
  }

  @Test
  void push_atTheEndOfTheCode_isPaddedWithZeros() {
    assertReturns("61ff", "");
  }

  @Test
  void jump_intoPushData_isInvalid() {
    // PUSH1 4, JUMP, PUSH1 5b, STOP
    assertHalt("600456605b00", Halt.INVALID_JUMP);
    // to a JUMPDEST
    assertSuccess("6003565b00");
  }

  @Test
  void jump_beyondTheCode_isInvalid() {
    assertHalt("61ffff56", Halt.INVALID_JUMP);
    assertHalt("7f" + "ff".repeat(32) + "56", Halt.INVALID_JUMP);
    assertHalt("7f" + "ff".repeat(31) + "0056", Halt.INVALID_JUMP);
  }

  @Test
  void jumpi_withoutCondition_doesNotCareForTheTarget() {
    assertSuccess("5f61ffff5700");
  }

  @Test
  void memory_farAway_isOutOfGasAndNothingElse() {
    assertHalt("7f" + "ff".repeat(32) + "51", Halt.OUT_OF_GAS);
    assertHalt("5f67ffffffffffffffff52", Halt.OUT_OF_GAS);
    assertHalt("63ffffffff63ffffffff20", Halt.OUT_OF_GAS);
    assertHalt("637fffffff637fffffff5e", Halt.STACK_UNDERFLOW);
    assertHalt("637fffffff637fffffff637fffffff5e", Halt.OUT_OF_GAS);
  }

  @Test
  void mstore8_keepsTheRestOfMemory() {
    // MSTORE(0); MSTORE8(31, 0); RETURN(0, 32)
    String code = "5f195f525f601f5360205ff3";
    assertReturns(code, "ff".repeat(31) + "00");
  }

  @Test
  void clz_ofOne_is255() {
    assertReturns("60011e5f5260205ff3", "00".repeat(31) + "ff");
  }

  @Test
  void returnDataCopy_pastTheEnd_halts() {
    assertHalt("60015f5f3e", Halt.RETURN_DATA_OUT_OF_BOUNDS);
    assertHalt("5f60015f3e", Halt.RETURN_DATA_OUT_OF_BOUNDS);
    assertSuccess("5f5f5f3e00");
  }

  @Test
  void call_toItselfForever_endsInGasAndNotInTheJavaStack() {
    assertSuccess("5f5f5f5f5f305af100");
  }

  @Test
  void call_atDepth1025_failsAndReturnsItsGas() {
    // Frontier has no 63/64 rule: the recursion reaches the limit. Each frame stores nothing and
    // calls itself with all gas but 1000.
    String code = "60006000600060006000306103e85a03f150" + "00";
    CallOutcome outcome = new Scene().fork(Fork.FRONTIER).run(code, 3_000_000);
    assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
  }

  private static void assertHalt(String code, Halt halt) {
    CallOutcome outcome = new Scene().run(code, GAS);
    assertThat(outcome).as(code).isInstanceOf(CallOutcome.Halted.class);
    assertThat(((CallOutcome.Halted) outcome).halt()).as(code).isEqualTo(halt);
    assertThat(outcome.gasUsed()).isEqualTo(GAS);
  }

  private static void assertSuccess(String code) {
    assertThat(new Scene().run(code, GAS)).as(code).isInstanceOf(CallOutcome.Completed.class);
  }

  private static void assertReturns(String code, String outputHex) {
    CallOutcome outcome = new Scene().run(code, GAS);
    assertThat(outcome).as(code).isInstanceOf(CallOutcome.Completed.class);
    assertThat(((CallOutcome.Completed) outcome).output().toString()).isEqualTo("0x" + outputHex);
  }
}
