package org.cairn.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevTimeTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private DevEndpoint rpc;

  @BeforeEach
  void start() {
    rpc = new DevEndpoint();
  }

  @AfterEach
  void stop() {
    rpc.close();
  }

  @Test
  void timestamps_ofManyBlocks_alwaysRise() {
    long before = rpc.timestamp();
    for (int i = 0; i < 5; i++) {
      var _ = rpc.result("evm_mine");
      long now = rpc.timestamp();
      assertThat(now).isGreaterThan(before);
      before = now;
    }
  }

  @Test
  void increaseTime_twice_addsUp() {
    long start = rpc.timestamp();
    assertThat(rpc.result("evm_increaseTime", "[3600]").longValue()).isEqualTo(3_600);
    assertThat(rpc.result("evm_increaseTime", "['0x10']").longValue()).isEqualTo(3_616);
    var _ = rpc.result("evm_mine");
    assertThat(rpc.timestamp() - start).isBetween(3_616L, 3_700L);
    assertThat(Long.decode(rpc.block("pending").get("timestamp").textValue()))
        .isGreaterThan(rpc.timestamp());
  }

  @Test
  void nextBlockTimestamp_once_isOfThatBlockAndTheClockGoesOn() {
    long at = rpc.timestamp() + 10_000;
    assertThat(rpc.result("evm_setNextBlockTimestamp", "[" + at + "]").isNull()).isTrue();
    assertThat(Long.decode(rpc.block("pending").get("timestamp").textValue())).isEqualTo(at);
    var _ = rpc.result("evm_mine");
    assertThat(rpc.timestamp()).isEqualTo(at);
    var _ = rpc.result("evm_mine");
    assertThat(rpc.timestamp()).isBetween(at + 1, at + 100);
  }

  @Test
  void nextBlockTimestamp_notAfterTheLast_isRefused() {
    long last = rpc.timestamp();
    for (String wrong : new String[] {"1", "" + last, "'0x7fffffffffffffff'"}) {
      JsonNode error = rpc.error("evm_setNextBlockTimestamp", "[" + wrong + "]");
      assertThat(error.get("code").intValue()).isEqualTo(-32602);
    }
    assertThat(rpc.error("evm_setNextBlockTimestamp", "['soon']").get("code").intValue())
        .isEqualTo(-32602);
  }

  @Test
  void time_setInThePast_stillRises() {
    long last = rpc.timestamp();
    var _ = rpc.result("evm_setTime", "[1]");
    var _ = rpc.result("evm_mine");
    assertThat(rpc.timestamp()).isEqualTo(last + 1);
    long future = last + 100_000;
    var _ = rpc.result("evm_setTime", "[" + future + "]");
    var _ = rpc.result("evm_mine");
    assertThat(rpc.timestamp()).isBetween(future, future + 100);
  }

  @Test
  void timestampInterval_setAndRemoved_fixesTheDistance() {
    long start = rpc.timestamp();
    var _ = rpc.result("anvil_setBlockTimestampInterval", "[12]");
    var _ = rpc.result("anvil_mine", "[2]");
    assertThat(rpc.timestamp()).isEqualTo(start + 24);
    assertThat(rpc.result("anvil_removeBlockTimestampInterval").booleanValue()).isTrue();
    assertThat(rpc.result("anvil_removeBlockTimestampInterval").booleanValue()).isFalse();
  }

  @Test
  void increaseTime_beyondAllMeasure_isRefused() {
    assertThat(rpc.error("evm_increaseTime", "['0x7fffffffffffffff']").get("code").intValue())
        .isEqualTo(-32602);
    assertThat(rpc.error("evm_increaseTime", "[-5]").get("code").intValue()).isEqualTo(-32602);
    var _ = rpc.result("evm_mine");
    assertThat(rpc.height()).isEqualTo(1);
  }

  @Test
  void contract_inACall_seesThePendingTime() {
    // TIMESTAMP, PUSH0, MSTORE, RETURN of a word.
    var _ =
        rpc.result("anvil_setCode", "['%s','0x425f5260205ff3']".formatted(DevEndpoint.STRANGER));
    long at = rpc.timestamp() + 777;
    var _ = rpc.result("evm_setNextBlockTimestamp", "[" + at + "]");
    assertThat(rpc.quantity("eth_call", "[{'to':'%s'},'pending']".formatted(DevEndpoint.STRANGER)))
        .isEqualTo(at);
  }
}
