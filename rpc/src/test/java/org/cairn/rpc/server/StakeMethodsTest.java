package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.cairn.rpc.port.RpcLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StakeMethodsTest {
  @SuppressWarnings("NullAway.Init")
  private static Endpoint rpc;

  @BeforeAll
  static void start() {
    rpc = new Endpoint(new FakeNode(Map.of()), RpcLimits.DEFAULT);
  }

  @AfterAll
  static void stop() {
    rpc.close();
  }

  @Test
  void getValidators_listsAllByIndex() {
    JsonNode validators = rpc.result("cairn_getValidators", "[]");
    assertThat(validators).hasSize(2);
    JsonNode first = validators.get(0);
    assertThat(first.get("publicKey").textValue()).isEqualTo(FakeStakes.FIRST_KEY.toString());
    assertThat(first.get("status").textValue()).isEqualTo("active");
    assertThat(first.get("balanceGwei").textValue()).isEqualTo("0x7aef40a00");
    assertThat(first.get("exitEpoch").isNull()).isTrue();
    assertThat(first.get("thisEpoch").get("nextViews").get(1).textValue()).isEqualTo("0x11");
    assertThat(validators.get(1).has("thisEpoch")).isFalse();
  }

  @Test
  void getValidator_byIndexOrKey_isThatOneOrNull() {
    String byKey = "[\"" + FakeStakes.FIRST_KEY + "\"]";
    assertThat(rpc.result("cairn_getValidator", "[0]"))
        .isEqualTo(rpc.result("cairn_getValidator", byKey));
    assertThat(rpc.result("cairn_getValidator", "[\"0x1\"]").get("status").textValue())
        .isEqualTo("pending");
    assertThat(rpc.result("cairn_getValidator", "[7]").isNull()).isTrue();
    assertThat(rpc.error("cairn_getValidator", "[]").get("code").intValue()).isEqualTo(-32602);
    assertThat(rpc.error("cairn_getValidator", "[\"0xzz\"]").get("code").intValue())
        .isEqualTo(-32602);
  }

  @Test
  void getEpoch_ofTheCurrentOne_hasTheSupplyToo() {
    JsonNode current = rpc.result("cairn_getEpoch", "[]");
    assertThat(current.get("epoch").textValue()).isEqualTo("0x3");
    assertThat(current.get("lastBlock").textValue()).isEqualTo("0x80");
    assertThat(current.get("validators").get(0).get("weight").textValue()).isEqualTo("0x20");
    assertThat(current.get("supply").get("heldGwei").textValue()).isEqualTo("0x23");
    assertThat(rpc.result("cairn_getEpoch", "[4]").has("supply")).isFalse();
    assertThat(rpc.result("cairn_getEpoch", "[5]").isNull()).isTrue();
  }

  @Test
  void getRewards_ofAnEpochThatIsOver_listsEarnings() {
    JsonNode rewards = rpc.result("cairn_getRewards", "[2]");
    assertThat(rewards.get("validators").get(0).get("voteRewardGwei").textValue())
        .isEqualTo("0x58");
    assertThat(rpc.result("cairn_getRewards", "[2, 1]").get("validators")).isEmpty();
    assertThat(rpc.result("cairn_getRewards", "[3]").isNull()).isTrue();
  }

  @Test
  void submitExit_thatIsRefused_saysWhy() {
    String signature = "\"0x" + "00".repeat(96) + "\"";
    assertThat(rpc.result("cairn_submitExit", "[0, 0, " + signature + "]").booleanValue()).isTrue();
    assertThat(
            rpc.error("cairn_submitExit", "[0, 1, " + signature + "]").get("message").textValue())
        .isEqualTo("validator 1 is PENDING: no EXIT");
  }
}
