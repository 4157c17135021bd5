package org.cairn.node.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.node.dev.DevEndpoint.FIRST;
import static org.cairn.node.dev.DevEndpoint.SECOND;
import static org.cairn.node.dev.DevEndpoint.STRANGER;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevSnapshotTest {
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
  void revert_toASnapshot_takesBlocksStateAndNoncesBack() {
    String kept = rpc.send(FIRST, STRANGER);
    String snapshot = snapshot();
    String gone = rpc.send(FIRST, STRANGER);
    var _ = rpc.result("anvil_setBalance", "['%s','0x64']".formatted(SECOND));
    assertThat(rpc.balance(STRANGER)).isEqualTo(2);
    assertThat(revert(snapshot)).isTrue();
    assertThat(rpc.height()).isEqualTo(1);
    assertThat(rpc.balance(STRANGER)).isEqualTo(1);
    assertThat(rpc.result("eth_getBalance", "['%s','latest']".formatted(SECOND)).textValue())
        .isEqualTo("0x21e19e0c9bab2400000");
    assertThat(rpc.receipt(gone).isNull()).isTrue();
    assertThat(rpc.result("eth_getTransactionByHash", "['" + gone + "']").isNull()).isTrue();
    assertThat(rpc.receipt(kept).get("status").textValue()).isEqualTo("0x1");
    assertThat(rpc.block("0x2").isNull()).isTrue();
    assertThat(rpc.quantity("eth_getTransactionCount", "['%s','pending']".formatted(FIRST)))
        .isEqualTo(1);
  }

  @Test
  void revert_andOtherBlocks_areReadAnew() {
    String snapshot = snapshot();
    String first = rpc.send(FIRST, STRANGER);
    JsonNode before = rpc.receipt(first);
    assertThat(revert(snapshot)).isTrue();
    String second = rpc.send(SECOND, STRANGER);
    JsonNode after = rpc.receipt(second);
    assertThat(after.get("blockNumber")).isEqualTo(before.get("blockNumber"));
    assertThat(after.get("from").textValue()).isEqualTo(SECOND);
    assertThat(rpc.receipt(first).isNull()).isTrue();
    JsonNode block = rpc.block("0x1");
    assertThat(block.get("transactions").get(0).get("hash").textValue()).isEqualTo(second);
    assertThat(
            rpc.result(
                    "eth_getBlockByHash",
                    "['%s',false]".formatted(before.get("blockHash").textValue()))
                .isNull())
        .isTrue();
  }

  @Test
  void revert_usesTheSnapshotUp_andThoseAfterIt() {
    String outer = snapshot();
    var _ = rpc.result("evm_mine");
    String inner = snapshot();
    assertThat(inner).isNotEqualTo(outer);
    assertThat(revert(outer)).isTrue();
    assertThat(revert(outer)).isFalse();
    assertThat(revert(inner)).isFalse();
    assertThat(snapshot()).isNotIn(outer, inner);
  }

  @Test
  void revert_inNestedOrder_goesBackStepByStep() {
    String outer = snapshot();
    var _ = rpc.result("evm_mine");
    String inner = snapshot();
    var _ = rpc.result("evm_mine");
    assertThat(revert(inner)).isTrue();
    assertThat(rpc.height()).isEqualTo(1);
    assertThat(revert(outer)).isTrue();
    assertThat(rpc.height()).isZero();
  }

  @Test
  void revert_restoresThePoolAndTheClock() {
    var _ = rpc.result("evm_setAutomine", "[false]");
    String waits = rpc.send(FIRST, STRANGER);
    String snapshot = snapshot();
    long offset = rpc.result("evm_increaseTime", "[0]").longValue();
    var _ = rpc.result("evm_increaseTime", "[5000]");
    var _ = rpc.result("evm_mine");
    String later = rpc.send(FIRST, STRANGER);
    assertThat(revert(snapshot)).isTrue();
    assertThat(rpc.result("eth_getTransactionByHash", "['" + waits + "']").isNull()).isFalse();
    assertThat(rpc.result("eth_getTransactionByHash", "['" + later + "']").isNull()).isTrue();
    assertThat(rpc.result("evm_increaseTime", "[0]").longValue()).isEqualTo(offset);
    var _ = rpc.result("evm_mine");
    assertThat(rpc.receipt(waits).get("status").textValue()).isEqualTo("0x1");
  }

  @Test
  void revert_unknownOrNoNumber_saysSo() {
    assertThat(revert("0x63")).isFalse();
    assertThat(rpc.error("evm_revert", "['x']").get("code").intValue()).isEqualTo(-32602);
    assertThat(rpc.error("evm_revert", "[]").get("code").intValue()).isEqualTo(-32602);
    assertThat(rpc.error("evm_snapshot", "[1]").get("code").intValue()).isEqualTo(-32602);
  }

  @Test
  void filters_afterARevert_getTheBlocksThatReplaceOthers() {
    String snapshot = snapshot();
    var _ = rpc.result("anvil_mine", "[3]");
    String filter = rpc.result("eth_newBlockFilter").textValue();
    assertThat(revert(snapshot)).isTrue();
    var _ = rpc.result("anvil_mine", "[5]");
    JsonNode changes = rpc.result("eth_getFilterChanges", "['" + filter + "']");
    assertThat(changes).hasSize(5);
    assertThat(changes.get(0)).isEqualTo(rpc.block("0x1").get("hash"));
    assertThat(rpc.result("eth_getFilterChanges", "['" + filter + "']")).isEmpty();
  }

  @Test
  void reset_anyTime_isTheFirstBlockAgain() {
    JsonNode first = rpc.block("0x0");
    JsonNode instance = rpc.result("hardhat_metadata").get("instanceId");
    String snapshot = snapshot();
    String hash = rpc.send(FIRST, STRANGER);
    assertThat(rpc.result("anvil_reset").isNull()).isTrue();
    assertThat(rpc.height()).isZero();
    assertThat(rpc.block("latest")).isEqualTo(first);
    assertThat(rpc.receipt(hash).isNull()).isTrue();
    assertThat(revert(snapshot)).isFalse();
    assertThat(rpc.result("hardhat_metadata").get("instanceId")).isNotEqualTo(instance);
    assertThat(rpc.receipt(rpc.send(FIRST, STRANGER)).get("blockNumber").textValue())
        .isEqualTo("0x1");
  }

  @Test
  void reset_withForking_isRefused() {
    JsonNode error =
        rpc.error("hardhat_reset", "[{'forking':{'jsonRpcUrl':'http://127.0.0.1:1'}}]");
    assertThat(error.get("message").textValue()).contains("forking is not supported");
    assertThat(rpc.error("anvil_setRpcUrl", "['http://x']").get("message").textValue())
        .contains("forking is not supported");
  }

  private String snapshot() {
    return rpc.result("evm_snapshot").textValue();
  }

  private boolean revert(String snapshot) {
    return rpc.result("evm_revert", "['" + snapshot + "']").booleanValue();
  }
}
