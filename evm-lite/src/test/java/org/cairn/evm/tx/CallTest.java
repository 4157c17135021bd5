package org.cairn.evm.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Wei;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fixture.Scene;
import org.cairn.evm.instruction.Halt;
import org.junit.jupiter.api.Test;

class CallTest {
  private static final long GAS = 1_000_000;

  private final Call call = new Call(new CodeCache());

  @Test
  void run_thatReverts_bringsTheData() {
    // MSTORE(0, 0x2a); REVERT(0, 32)
    CallOutcome outcome = new Scene().run("602a5f5260205ffd", GAS);
    assertThat(outcome).isInstanceOf(CallOutcome.Reverted.class);
    assertThat(((CallOutcome.Reverted) outcome).data().get(31)).isEqualTo((byte) 0x2a);
    assertThat(outcome.gasUsed()).isLessThan(22_000);
  }

  @Test
  void run_ofAnInvalidOpcode_saysWhich() {
    assertThat(reason("fe")).isEqualTo("invalid opcode: INVALID");
    assertThat(reason("0c")).isEqualTo("invalid opcode: opcode 0xc not defined");
    assertThat(reason("5b5f56")).isEqualTo("out of gas");
  }

  private static String reason(String code) {
    return ((CallOutcome.Halted) new Scene().run(code, GAS)).reason();
  }

  @Test
  void run_withTooLittleGas_isRefusedInTheWordsOfClients() {
    CallOutcome outcome = new Scene().run("00", 20_999);
    assertThat(outcome).isInstanceOf(CallOutcome.Refused.class);
    assertThat(((CallOutcome.Refused) outcome).refusal().message())
        .startsWith("intrinsic gas too low");
  }

  @Test
  void run_withMoreValueThanThereIs_isHalted() {
    Scene scene = new Scene().balance(Scene.SENDER, 5);
    CallOutcome outcome =
        call.run(scene.state(), scene.block(), Scene.request(Scene.CONTRACT, GAS, 6));
    assertThat(((CallOutcome.Halted) outcome).halt()).isEqualTo(Halt.INSUFFICIENT_BALANCE);
  }

  @Test
  void run_ofACreation_returnsTheCode() {
    Scene scene = new Scene();
    // initcode: MSTORE8(0, 0); RETURN(0, 1)
    CallRequest request =
        new CallRequest(
            Scene.SENDER,
            null,
            GAS,
            Wei.ZERO,
            Wei.ZERO,
            Bytes.fromHex("0x5f5f5360015ff3"),
            List.of(),
            List.of(),
            List.of());
    CallOutcome outcome = call.run(scene.state(), scene.block(), request);
    assertThat(((CallOutcome.Completed) outcome).output()).isEqualTo(Bytes.fromHex("0x00"));
  }
}
