package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.RpcLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The forms of OpenEthereum's traces; what is recorded is made up.
class ParityMethodsTest {
  private static final SecretKey KEY = SecretKey.fromHex("0x" + "46".repeat(32));
  private static final Address SENDER = KEY.publicKey().toAddress();
  private static final String WORD = "0x" + "0".repeat(63);
  private static final String NOWHERE = "0x" + "99".repeat(32);

  private static Endpoint rpc;
  private static HashedBlock block;
  private static SignedTransaction transaction;

  @BeforeAll
  static void start() {
    FakeNode node = new FakeNode(Map.of(SENDER, Wei.of(1_000_000)));
    rpc = new Endpoint(node, RpcLimits.DEFAULT);
    transaction =
        TransactionCodec.sign(
            new Transaction.Legacy(
                FakeNode.CHAIN_ID, 5, Wei.of(1_500), 50_000, SENDER, Wei.of(1), Bytes.EMPTY),
            KEY);
    block =
        node.finalize(List.of(transaction), List.of(FakeNode.receipt(0, true, 21_000, List.of())));
  }

  @AfterAll
  static void stop() {
    rpc.close();
  }

  @Test
  void traceBlock_callsAndRewards_areInOrderWithTheirPlace() {
    JsonNode traces = rpc.result("trace_block", "[\"0x1\"]");
    assertThat(traces.size()).isEqualTo(6);
    JsonNode outer = traces.get(0);
    assertThat(outer.get("type").textValue()).isEqualTo("call");
    assertThat(outer.get("action").get("callType").textValue()).isEqualTo("call");
    assertThat(outer.get("blockHash").textValue()).isEqualTo(block.hash().toString());
    assertThat(outer.get("transactionHash").textValue()).isEqualTo(transaction.hash().toString());
    assertThat(outer.get("transactionPosition").intValue()).isZero();
    assertThat(outer.get("subtraces").intValue()).isEqualTo(2);
    assertThat(traces.get(1).get("error").textValue()).isEqualTo("Out of gas");
    JsonNode end = traces.get(3);
    assertThat(end.get("type").textValue()).isEqualTo("suicide");
    assertThat(end.get("result").isNull()).isTrue();
    assertThat(end.get("traceAddress").toString()).isEqualTo("[1,0]");
    JsonNode reward = traces.get(4);
    assertThat(reward.get("type").textValue()).isEqualTo("reward");
    assertThat(reward.get("action").get("rewardType").textValue()).isEqualTo("block");
    assertThat(reward.get("action").get("value").textValue()).isEqualTo("0x5");
    assertThat(reward.get("transactionHash").isNull()).isTrue();
    assertThat(traces.get(5).get("action").get("rewardType").textValue()).isEqualTo("uncle");
  }

  @Test
  void traceTransaction_known_hasItsCallsOnly() {
    JsonNode traces = rpc.result("trace_transaction", "[\"" + transaction.hash() + "\"]");
    assertThat(traces.size()).isEqualTo(4);
    JsonNode third = rpc.result("trace_get", "[\"" + transaction.hash() + "\",[\"0x1\",\"0x0\"]]");
    assertThat(third).isEqualTo(traces.get(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trace_transaction | ["NOWHERE"]
          trace_block | ["0x77"]
          trace_get | ["NOWHERE",["0x0"]]
          trace_get | ["HASH",["0x5"]]
          trace_replayBlockTransactions | ["0x77",["trace"]]
          """)
  void unknown_ofEachMethod_isNull(String method, String params) {
    assertThat(rpc.result(method, filled(params)).isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trace_replayTransaction | ["NOWHERE",["trace"]] | -32000 | transaction not found
          trace_replayTransaction | ["HASH",["gas"]] | -32602 | invalid argument 1: no such trace
          trace_replayBlockTransactions | ["0x0",["trace"]] | -32000 | genesis is not traceable
          trace_callMany | [[]] | -32602 | invalid argument 0: no calls
          trace_callMany | [[{}]] | -32602 | invalid argument 0: a call is an array
          trace_callMany | [[[{},["trace"],1]]] | -32602 | invalid argument 0: a call is an array
          trace_rawTransaction | ["0x01",["trace"]] | -32602 | invalid argument 0:
          trace_filter | [{"fromBlock":"0x1","toBlock":"0x0"}] | -32602 | invalid block range params
          trace_filter | [{"mode":"both"}] | -32602 | invalid argument 0: the mode is union
          trace_filter | [{"toBlock":"0x77"}] | -32000 | header not found
          """)
  void badArguments_ofEachMethod_areRefused(
      String method, String params, int code, String message) {
    JsonNode error = rpc.error(method, filled(params));
    assertThat(error.get("code").intValue()).isEqualTo(code);
    assertThat(error.get("message").textValue()).startsWith(message);
  }

  @Test
  void replay_allTypes_hasDifferencesAndInstructions() {
    JsonNode all =
        rpc.result(
                "trace_replayBlockTransactions", "[\"0x1\",[\"trace\",\"stateDiff\",\"vmTrace\"]]")
            .get(0);
    assertThat(all.get("output").textValue()).isEqualTo("0x02");
    assertThat(all.get("transactionHash").textValue()).isEqualTo(transaction.hash().toString());
    assertThat(all.get("trace").size()).isEqualTo(4);
    assertThat(all.get("trace").get(0).has("blockHash")).isFalse();
    JsonNode changed = all.get("stateDiff").get(FakeNode.CONTRACT.toString());
    assertThat(changed.get("balance").toString())
        .isEqualTo("{\"*\":{\"from\":\"0x5\",\"to\":\"0x6\"}}");
    assertThat(changed.get("nonce").textValue()).isEqualTo("=");
    assertThat(changed.get("storage").get(WORD + "1").get("*").get("to").textValue())
        .isEqualTo(WORD + "2");
    JsonNode born = all.get("stateDiff").get(FakeTraces.BORN.toString());
    assertThat(born.get("nonce").get("+").textValue()).isEqualTo("0x1");
    assertThat(born.get("storage").get(WORD + "1").get("+").textValue()).isEqualTo(WORD + "2");
    JsonNode dead = all.get("stateDiff").get(FakeTraces.DEAD.toString());
    assertThat(dead.get("code").get("-").textValue()).isEqualTo(FakeNode.CODE.toString());
    JsonNode step = all.get("vmTrace").get("ops").get(0);
    assertThat(step.toString())
        .isEqualTo(
            "{\"cost\":50,\"ex\":{\"mem\":{\"data\":\"0x09\",\"off\":32},\"push\":[\"0x10\"],"
                + "\"store\":{\"key\":\"0x1\",\"val\":\"0x2\"},\"used\":77},\"op\":\"CALL\","
                + "\"pc\":4,\"sub\":{\"code\":\"0x\",\"ops\":[]}}");
    assertThat(all.get("vmTrace").get("ops").get(1).get("ex").isNull()).isTrue();
  }

  @Test
  void replayTransaction_nothingWanted_isEmpty() {
    JsonNode none = rpc.result("trace_replayTransaction", filled("[\"HASH\",[]]"));
    assertThat(none.get("trace").isEmpty()).isTrue();
    assertThat(none.get("stateDiff").isNull()).isTrue();
    assertThat(none.get("vmTrace").isNull()).isTrue();
  }

  @Test
  void attempts_ofEachKind_answerWithoutAHash() {
    JsonNode one = rpc.result("trace_call", "[{},[\"trace\"],\"latest\"]");
    assertThat(one.get("trace").size()).isEqualTo(4);
    assertThat(one.has("transactionHash")).isFalse();
    JsonNode raw =
        rpc.result("trace_rawTransaction", "[\"" + transaction.encoded() + "\",[\"trace\"]]");
    assertThat(raw).isEqualTo(one);
    JsonNode many = rpc.result("trace_callMany", "[[[{},[\"trace\"]],[{},[\"vmTrace\"]]]]");
    assertThat(many.size()).isEqualTo(2);
    assertThat(many.get(0)).isEqualTo(one);
    assertThat(many.get(1).get("trace").isEmpty()).isTrue();
  }

  @Test
  void filter_addressesAndPages_choose() {
    assertThat(filter("'toBlock':'latest'").size()).isEqualTo(6);
    assertThat(filter("'toAddress':['" + FakeTraces.BORN + "']").size()).isEqualTo(1);
    assertThat(filter("'fromAddress':['" + FakeNode.CONTRACT + "']").size()).isEqualTo(4);
    assertThat(
            filter(
                    "'fromAddress':['"
                        + FakeNode.CONTRACT
                        + "'],'toAddress':['"
                        + SENDER
                        + "'],'mode':'intersection'")
                .isEmpty())
        .isTrue();
    JsonNode page = filter("'after':1,'count':2");
    assertThat(page.size()).isEqualTo(2);
    assertThat(page.get(0).get("traceAddress").toString()).isEqualTo("[0]");
    assertThat(filter("'after':6").isEmpty()).isTrue();
  }

  private static JsonNode filter(String members) {
    return rpc.result(
        "trace_filter",
        "[{" + "'fromBlock':'0x0',".replace('\'', '"') + members.replace('\'', '"') + "}]");
  }

  private static String filled(String text) {
    return text.replace("NOWHERE", NOWHERE).replace("HASH", transaction.hash().toString());
  }
}
