package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.cairn.core.types.Address;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.RpcLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The order of simulated blocks, their limits, errors and form; execution is made up.
class SimulateTest {
  private static final String TO = "0x00000000000000000000000000000000000000aa";

  private static Endpoint rpc;

  @BeforeAll
  static void start() {
    FakeNode node = new FakeNode(Map.of(Address.fromHex(TO), Wei.of(1_000)));
    rpc = new Endpoint(node, RpcLimits.DEFAULT);
    node.finalize(List.of(), List.of());
  }

  @AfterAll
  static void stop() {
    rpc.close();
  }

  @Test
  void simulate_gapBetweenNumbers_isFilledWithEmptyBlocks() {
    JsonNode blocks = result("{'blockStateCalls':[{'blockOverrides':{'number':'0x4'}},{}]}");
    assertThat(blocks.size()).isEqualTo(4);
    assertThat(blocks.get(0).get("number").textValue()).isEqualTo("0x2");
    assertThat(blocks.get(3).get("number").textValue()).isEqualTo("0x5");
    assertThat(blocks.get(3).get("timestamp").textValue()).isEqualTo("0x6553f131");
    assertThat(blocks.get(3).get("parentHash")).isEqualTo(blocks.get(2).get("hash"));
  }

  @Test
  void simulate_calls_haveResultsWithLogsOfTheirBlock() {
    JsonNode block =
        result(
                "{'blockStateCalls':[{'calls':[{'to':'"
                    + TO
                    + "'},{'to':'"
                    + TO
                    + "','input':'0x01'},{'input':'0x0102'}]}],'returnFullTransactions':true}")
            .get(0);
    assertThat(block.get("calls").get(0).get("status").textValue()).isEqualTo("0x1");
    JsonNode log = block.get("calls").get(0).get("logs").get(0);
    assertThat(log.get("blockHash")).isEqualTo(block.get("hash"));
    assertThat(log.get("logIndex").textValue()).isEqualTo("0x3");
    JsonNode halted = block.get("calls").get(1);
    assertThat(halted.get("error").get("code").intValue()).isEqualTo(-32015);
    assertThat(halted.get("returnData").textValue()).isEqualTo("0x");
    JsonNode reverted = block.get("calls").get(2).get("error");
    assertThat(reverted.get("code").intValue()).isEqualTo(3);
    assertThat(reverted.get("data").textValue()).isEqualTo("0x0102");
    JsonNode transaction = block.get("transactions").get(2);
    assertThat(transaction.get("to").isNull()).isTrue();
    assertThat(transaction.get("nonce").textValue()).isEqualTo("0x2");
    assertThat(transaction.get("r").textValue()).isEqualTo("0x0");
  }

  @Test
  void simulate_gasPrice_makesALegacyTransactionWithoutSignature() {
    JsonNode transaction =
        result(
                "{'blockStateCalls':[{'calls':[{'to':'"
                    + TO
                    + "','gasPrice':'0x5'}]}],'returnFullTransactions':true}")
            .get(0)
            .get("transactions")
            .get(0);
    assertThat(transaction.get("type").textValue()).isEqualTo("0x0");
    assertThat(transaction.get("v").textValue()).isEqualTo("0x0");
  }

  @Test
  void simulate_badOrder_hasCodesOfItsOwn() {
    assertError("{'blockStateCalls':[{'blockOverrides':{'number':'0x1'}}]}", -38020);
    assertError("{'blockStateCalls':[{'blockOverrides':{'time':'0x1'}}]}", -38021);
    assertError("{'blockStateCalls':[{'blockOverrides':{'number':'0x1000'}}]}", -38026);
    assertError("{'blockStateCalls':[" + "{},".repeat(256) + "{}]}", -38026);
    assertError("{'blockStateCalls':[]}", -32602);
  }

  @Test
  void simulate_badCalls_haveCodesOfTheirOwn() {
    assertError(call("'value':'0x3e9'"), -38014);
    assertError(call("'gas':'0x186a1'"), -38015);
    assertError(call("'chainId':'0x1'"), -32000);
    assertError(call("'to':null,'authorizationList':[" + authorization() + "]"), -32602);
  }

  @Test
  void simulate_movedPrecompiles_areChecked() {
    String one = "0x" + "0".repeat(39) + "1";
    assertError(move(TO, "0x" + "c".repeat(40)), -32000);
    assertError(move(one, one), -38022);
    assertThat(result(move(one, "0x" + "c".repeat(40))).size()).isEqualTo(1);
  }

  private static String move(String from, String to) {
    return "{'blockStateCalls':[{'stateOverrides':{'%s':{'movePrecompileToAddress':'%s'}}}]}"
        .formatted(from, to);
  }

  private static String call(String members) {
    return "{'blockStateCalls':[{'calls':[{" + members + "}]}]}";
  }

  private static String authorization() {
    return "{'chainId':'0x1','address':'"
        + TO
        + "','nonce':'0x0','yParity':'0x0','r':'0x1','s':'0x1'}";
  }

  private static JsonNode result(String payload) {
    return rpc.result("eth_simulateV1", json("[" + payload + ",'latest']"));
  }

  private static void assertError(String payload, int code) {
    assertThat(rpc.error("eth_simulateV1", json("[" + payload + "]")).get("code").intValue())
        .isEqualTo(code);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
