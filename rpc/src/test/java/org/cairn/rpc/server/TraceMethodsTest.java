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

/// The forms of traces and the settings that choose them; what is recorded is made up.
class TraceMethodsTest {
  private static final SecretKey KEY = SecretKey.fromHex("0x" + "46".repeat(32));
  private static final Address SENDER = KEY.publicKey().toAddress();
  private static final String WORD = "0x" + "0".repeat(63);

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
  void traceTransaction_noTracer_isTheOpcodeTrace() {
    JsonNode trace = trace("");
    assertThat(trace.get("gas").intValue()).isEqualTo(21_003);
    assertThat(trace.get("failed").booleanValue()).isTrue();
    assertThat(trace.get("returnValue").textValue()).isEqualTo("0x07");
    JsonNode step = trace.get("structLogs").get(0);
    assertThat(step.get("op").textValue()).isEqualTo("SLOAD");
    assertThat(step.get("stack").get(1).textValue()).isEqualTo("0x10");
    assertThat(step.get("memory").size()).isEqualTo(2);
    assertThat(step.get("storage").get(WORD + "1").textValue()).isEqualTo(WORD + "2");
    assertThat(step.get("refund").intValue()).isEqualTo(4800);
    assertThat(step.get("error").textValue()).isEqualTo("out of gas");
    assertThat(step.has("returnData")).isFalse();
  }

  @Test
  void traceTransaction_callTracer_nestsCalls() {
    JsonNode outer = trace(",{'tracer':'callTracer','tracerConfig':{'withLog':true}}");
    assertThat(outer.get("type").textValue()).isEqualTo("CALL");
    assertThat(outer.get("gas").textValue()).isEqualTo("0x5a");
    assertThat(outer.get("logs").get(0).get("position").textValue()).isEqualTo("0x1");
    assertThat(outer.has("error")).isFalse();
    JsonNode inner = outer.get("calls").get(0);
    assertThat(inner.get("error").textValue()).isEqualTo("out of gas");
    assertThat(inner.has("value")).isFalse();
    JsonNode creation = outer.get("calls").get(1);
    assertThat(creation.has("to")).isFalse();
    assertThat(creation.get("calls").get(0).get("type").textValue()).isEqualTo("SELFDESTRUCT");
  }

  @Test
  void traceTransaction_flatCallTracer_listsCallsWithTheirPlace() {
    JsonNode calls =
        trace(",{'tracer':'flatCallTracer','tracerConfig':{'convertParityErrors':true}}");
    assertThat(calls.size()).isEqualTo(4);
    assertThat(calls.get(0).get("subtraces").intValue()).isEqualTo(2);
    assertThat(calls.get(0).get("transactionHash").textValue())
        .isEqualTo(transaction.hash().toString());
    assertThat(calls.get(0).get("blockNumber").intValue()).isEqualTo(1);
    assertThat(calls.get(1).get("error").textValue()).isEqualTo("Out of gas");
    assertThat(calls.get(1).has("result")).isFalse();
    assertThat(calls.get(2).get("error").textValue()).isEqualTo("Reverted");
    assertThat(calls.get(2).get("action").get("creationMethod").textValue()).isEqualTo("create2");
    assertThat(calls.get(3).get("type").textValue()).isEqualTo("suicide");
    assertThat(calls.get(3).get("traceAddress")).isEqualTo(Endpoint.read("[1,0]"));
  }

  @Test
  void traceTransaction_prestateTracer_hasAccounts() {
    JsonNode account = trace(",{'tracer':'prestateTracer'}").get(FakeNode.CONTRACT.toString());
    assertThat(account.get("balance").textValue()).isEqualTo("0x5");
    assertThat(account.get("nonce").intValue()).isEqualTo(1);
    assertThat(account.get("storage").get(WORD + "1").textValue()).isEqualTo(WORD + "2");
    JsonNode difference = trace(",{'tracer':'prestateTracer','tracerConfig':{'diffMode':true}}");
    assertThat(difference.get("pre")).isEqualTo(difference.get("post"));
  }

  @Test
  void traceTransaction_otherTracers_answer() {
    assertThat(trace(",{'tracer':'4byteTracer'}").get("0x01020304-32").intValue()).isEqualTo(2);
    assertThat(trace(",{'tracer':'noopTracer'}").isEmpty()).isTrue();
  }

  @Test
  void traceBlock_numberAndHash_pairHashesWithTraces() {
    JsonNode byNumber = rpc.result("debug_traceBlockByNumber", json("['0x1']"));
    assertThat(byNumber.get(0).get("txHash").textValue()).isEqualTo(transaction.hash().toString());
    assertThat(byNumber.get(0).get("result").get("gas").intValue()).isEqualTo(21_003);
    assertThat(rpc.result("debug_traceBlockByHash", json("['" + block.hash() + "']")))
        .isEqualTo(byNumber);
  }

  @Test
  void traceCall_callTracer_answers() {
    JsonNode trace =
        rpc.result(
            "debug_traceCall",
            json(
                "[{'to':'%s'},'latest',{'tracer':'callTracer','stateOverrides':{}}]"
                    .formatted(SENDER)));
    assertThat(trace.get("type").textValue()).isEqualTo("CALL");
  }

  @Test
  void trace_unknownThings_areErrors() {
    assertError("debug_traceBlockByNumber", "['0x0']", -32000, "genesis is not traceable");
    assertError("debug_traceBlockByNumber", "['0x99']", -32000, "block #153 not found");
    assertError(
        "debug_traceTransaction", "['" + FakeNode.TOPIC + "']", -32000, "transaction not found");
    assertError(
        "debug_traceBlockByNumber", "['0x1',{'tracer':'{step:..}'}]", -32602, "invalid argument 1");
    assertError(
        "debug_traceBlockByNumber", "['0x1',{'timeout':'soon'}]", -32602, "invalid argument 1");
  }

  @Test
  void trace_noTimeLeft_isToldSo() {
    assertError(
        "debug_traceBlockByNumber", "['0x1',{'timeout':'0s'}]", -32000, "execution timeout");
  }

  private static void assertError(String method, String params, int code, String start) {
    JsonNode error = rpc.error(method, json(params));
    assertThat(error.get("message").textValue()).startsWith(start);
    assertThat(error.get("code").intValue()).isEqualTo(code);
  }

  private static JsonNode trace(String settings) {
    return rpc.result(
        "debug_traceTransaction", json("['" + transaction.hash() + "'" + settings + "]"));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
