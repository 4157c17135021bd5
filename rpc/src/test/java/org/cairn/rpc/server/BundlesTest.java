package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.BlockCodec;
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

/// Messages in bundles, and what else explorers and indexers ask for.
class BundlesTest {
  private static final SecretKey KEY = SecretKey.fromHex("0x" + "46".repeat(32));
  private static final Address SENDER = KEY.publicKey().toAddress();

  private static FakeNode node;
  private static Endpoint rpc;
  private static HashedBlock block;

  @BeforeAll
  static void start() {
    node = new FakeNode(Map.of(SENDER, Wei.of(1_000_000)));
    rpc = new Endpoint(node, RpcLimits.DEFAULT);
    block =
        node.finalize(List.of(signed(5)), List.of(FakeNode.receipt(0, true, 21_000, List.of())));
  }

  private static SignedTransaction signed(long nonce) {
    return TransactionCodec.sign(
        new Transaction.Legacy(
            FakeNode.CHAIN_ID, nonce, Wei.of(1_500), 50_000, SENDER, Wei.of(1), Bytes.EMPTY),
        KEY);
  }

  @AfterAll
  static void stop() {
    rpc.close();
  }

  @Test
  void callMany_bundles_answerInTheirArrays() {
    JsonNode answers =
        rpc.result(
            "eth_callMany",
            "[[{\"transactions\":[{},{}],\"blockOverride\":{\"number\":\"0x5\"}},"
                + "{\"transactions\":[]},{\"transactions\":[{}]}],"
                + "{\"blockNumber\":\"latest\",\"transactionIndex\":-1}]");
    assertThat(answers.toString())
        .isEqualTo("[[{\"value\":\"0x02\"},{\"value\":\"0x02\"}],[],[{\"value\":\"0x02\"}]]");
    assertThat(rpc.result("eth_callMany", "[[]]").toString()).isEqualTo("[]");
  }

  @Test
  void traceCallMany_settings_chooseTheTracer() {
    JsonNode traces =
        rpc.result(
            "debug_traceCallMany",
            "[[{\"transactions\":[{}]},{\"transactions\":[{}]}],null,{\"tracer\":\"callTracer\"}]");
    assertThat(traces.size()).isEqualTo(2);
    assertThat(traces.get(1).get(0).get("type").textValue()).isEqualTo("CALL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eth_callMany | [[1]] | invalid argument 0: a bundle must be an object
          eth_callMany | [[{}],{"transactionIndex":3}] | invalid argument 1: calls are tried out after
          eth_callMany | [[{}],{"blockNumber":7}] | invalid argument 1: not a string: number
          debug_traceBlock | ["0x01"] | invalid argument 0:
          """)
  void badArguments_ofEachMethod_areRefused(String method, String params, String message) {
    JsonNode error = rpc.error(method, params);
    assertThat(error.get("code").intValue()).isEqualTo(-32602);
    assertThat(error.get("message").textValue()).startsWith(message);
  }

  @Test
  void traceBlock_ofTheChain_isReplayed() {
    Bytes encoded = BlockCodec.encode(block.block());
    JsonNode traces =
        rpc.result("debug_traceBlock", "[\"" + encoded + "\",{\"tracer\":\"callTracer\"}]");
    assertThat(traces.size()).isEqualTo(1);
    assertThat(traces.get(0).get("txHash").textValue()).isEqualTo(signed(5).hash().toString());
  }

  @Test
  void getAccount_knownAndUnknown_differ() {
    JsonNode account = rpc.result("eth_getAccount", "[\"" + FakeNode.CONTRACT + "\",\"latest\"]");
    assertThat(account.get("nonce").textValue()).isEqualTo("0x1");
    assertThat(account.get("storageRoot").textValue()).isEqualTo(FakeNode.TOPIC.toString());
    assertThat(rpc.result("eth_getAccount", "[\"0x" + "77".repeat(20) + "\"]").isNull()).isTrue();
  }

  @Test
  void pendingTransactions_poolWithOne_hasIt() {
    assertThat(rpc.result("eth_mining", "[]").booleanValue()).isFalse();
    node.add(signed(6));
    JsonNode pending = rpc.result("eth_pendingTransactions", "[]");
    assertThat(pending.get(0).get("hash").textValue()).isEqualTo(signed(6).hash().toString());
    assertThat(pending.get(0).get("blockHash").isNull()).isTrue();
  }
}
