package org.cairn.node.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.node.FrozenNode;
import org.cairn.node.chainfile.ChainImport;
import org.cairn.node.chainfile.DataFolder;
import org.cairn.node.config.FrozenConfig;
import org.cairn.node.config.NodeConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every recorded exchange of the suite, one case a file and in the suite's order, as some put
/// transactions into the pool that others see.
class RecordedExchangesTest {
  /// Of forks to come, or about blocks that this chain cannot have.
  private static final Set<String> NOT_SERVED =
      Set.of("debug_getBadBlocks", "debug_getRawBlockAccessList", "eth_getBlockAccessList");

  private static final String SOMEWHERE = "0x" + "c0".repeat(20);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;

  private static FrozenNode node;
  private static HttpClient http;
  private static Schemas schemas;

  @BeforeAll
  static void importChain() {
    Path tests = Suite.root().resolve("tests");
    ChainImport.run(
        tests.resolve("genesis.json"),
        new DataFolder(folder),
        List.of(tests.resolve("chain.rlp")),
        (_, _) -> {});
    node =
        FrozenNode.start(
            new FrozenConfig(
                null,
                folder,
                new NodeConfig.RpcConfig("127.0.0.1", 0, List.of(), 5 << 20, 1_000),
                new NodeConfig.MetricsConfig("127.0.0.1", 0)),
            "Cairn/test");
    http = HttpClient.newHttpClient();
    schemas = Schemas.read();
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      http.close();
      node.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> exchange() {
    Path tests = Suite.root().resolve("tests");
    return Suite.files("tests", ".io").stream()
        .map(file -> DynamicTest.dynamicTest(tests.relativize(file).toString(), () -> play(file)));
  }

  /// Methods that the sample has no exchange of, or few. The pending block is not among them: it
  /// has no hash yet, which the schema has no word for and clients expect as `null`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eth_accounts | []
          eth_blobBaseFee | []
          eth_coinbase | []
          eth_gasPrice | []
          eth_maxPriorityFeePerGas | []
          eth_chainId | []
          net_version | []
          eth_feeHistory | ["0x5","latest",[10,50]]
          eth_feeHistory | ["0x3","0x10",[]]
          eth_getUncleCountByBlockNumber | ["0x4"]
          eth_getUncleCountByBlockHash | ["0x80e911b62f552f563a2544dfef5eb39ec8863d9082c998ca6b657f76e19de38e"]
          eth_getTransactionByBlockHashAndIndex | ["0x80e911b62f552f563a2544dfef5eb39ec8863d9082c998ca6b657f76e19de38e","0x0"]
          eth_newFilter | [{"fromBlock":"0x1","toBlock":"0x2","address":[],"topics":[null,[]]}]
          eth_newBlockFilter | []
          eth_newPendingTransactionFilter | []
          debug_getRawReceipts | ["0x2d"]
          eth_fillTransaction | [{"from":"0x0c2c51a0990aee1d73c1228de158688341557508","to":"0x0100000000000000000000000000000000000000"}]
          eth_createAccessList | [{"from":"0x0c2c51a0990aee1d73c1228de158688341557508","to":"0x7dcd17433742f4c0ca53122ab541d0ba67fc27df","input":"0x01"}]
          eth_getBlockByNumber | ["0x4",true]
          debug_traceBlockByNumber | ["0x36",{"tracer":"callTracer"}]
          debug_traceBlockByNumber | ["0x20",{"tracer":"prestateTracer","tracerConfig":{"diffMode":true}}]
          eth_getProof | ["0x7dcd17433742f4c0ca53122ab541d0ba67fc27df",["0x00"],"0x14"]
          eth_simulateV1 | [{"blockStateCalls":[{"calls":[{"input":"0xfe","gas":"0x186a0"},{"input":"0x60006000fd"}]}]},"0x28"]
          """)
  void method_onTheSuitesChain_fitsItsSchema(String method, String params)
      throws IOException, InterruptedException {
    assertThat(schemas.fault(method, result(method, params))).isEmpty();
  }

  private static JsonNode result(String method, String params)
      throws IOException, InterruptedException {
    JsonNode response = answer(method, params);
    assertThat(response.has("result")).as(() -> method + params + response).isTrue();
    return response.get("result");
  }

  private static JsonNode answer(String method, String params)
      throws IOException, InterruptedException {
    return RecordedExchange.parse(text(method, params));
  }

  private static String text(String method, String params)
      throws IOException, InterruptedException {
    return post(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params));
  }

  /// Yellow Paper: five coins and a 32nd of them for the ommer, which itself is two blocks away.
  @Test
  void traceBlock_ofWork_endsWithItsRewards() throws IOException, InterruptedException {
    JsonNode traces = result("trace_block", "[\"0x4\"]");
    JsonNode own = traces.get(traces.size() - 2);
    JsonNode ommer = traces.get(traces.size() - 1);
    assertThat(own.get("action").get("value").textValue()).isEqualTo("0x478eae0e571ba000");
    assertThat(ommer.get("action").get("rewardType").textValue()).isEqualTo("uncle");
    assertThat(result("ots_getBlockDetails", "[4]").get("issuance").get("blockReward"))
        .isEqualTo(own.get("action").get("value"));
  }

  /// Each transaction of the chain by the traces, the index by address, and halving by nonce.
  @Test
  void explorer_everyTransaction_isFoundByItsSender() throws IOException, InterruptedException {
    Map<String, Set<String>> bySender = new HashMap<>();
    for (int number = 1; number <= 54; number++) {
      JsonNode block = result("eth_getBlockByNumber", "[\"0x%x\",true]".formatted(number));
      JsonNode traces = result("trace_block", "[\"0x%x\"]".formatted(number));
      for (JsonNode transaction : block.get("transactions")) {
        String hash = transaction.get("hash").textValue();
        String sender = transaction.get("from").textValue();
        bySender.computeIfAbsent(sender, _ -> new HashSet<>()).add(hash);
        assertThat(traces)
            .anyMatch(trace ->
                trace.get("transactionHash").asText().equals(hash)
                    && trace.get("action").path("from").asText().equals(sender));
        assertThat(
                result(
                        "ots_getTransactionBySenderAndNonce",
                        "[\"%s\",\"%s\"]".formatted(sender, transaction.get("nonce").textValue()))
                    .textValue())
            .isEqualTo(hash);
      }
    }
    for (Map.Entry<String, Set<String>> entry : bySender.entrySet()) {
      assertThat(searched(entry.getKey())).containsAll(entry.getValue());
    }
  }

  private static Set<String> searched(String address) throws IOException, InterruptedException {
    Set<String> found = new HashSet<>();
    long before = 0;
    while (true) {
      JsonNode page =
          result("ots_searchTransactionsBefore", "[\"%s\",%d,25]".formatted(address, before));
      for (JsonNode transaction : page.get("txs")) {
        assertThat(found.add(transaction.get("hash").textValue())).isTrue();
        before = Long.decode(transaction.get("blockNumber").textValue());
      }
      if (page.get("lastPage").booleanValue()) {
        return found;
      }
    }
  }

  @Test
  void contractCreator_ofACreatedContract_isItsSender() throws IOException, InterruptedException {
    int checked = 0;
    for (int number = 1; number <= 54; number++) {
      JsonNode block = result("eth_getBlockByNumber", "[\"0x%x\",true]".formatted(number));
      for (JsonNode transaction : block.get("transactions")) {
        checked += transaction.get("to").isNull() && isCreatorFound(transaction) ? 1 : 0;
      }
    }
    assertThat(checked).isPositive();
  }

  /// False when the contract has no code to show for.
  private static boolean isCreatorFound(JsonNode transaction)
      throws IOException, InterruptedException {
    JsonNode hash = transaction.get("hash");
    JsonNode contract =
        result("eth_getTransactionReceipt", "[" + hash + "]").get("contractAddress");
    if (!result("ots_hasCode", "[" + contract + "]").booleanValue()) {
      return false;
    }
    JsonNode creator = result("ots_getContractCreator", "[" + contract + "]");
    assertThat(creator.get("hash")).isEqualTo(hash);
    assertThat(creator.get("creator")).isEqualTo(transaction.get("from"));
    return true;
  }

  /// A message that calls itself as deep as its gas goes has each of its calls told.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trace_call | [{"to":"AT"},["trace"],"latest",{"AT":{"code":"0x5f5f5f5f5f305af1"}}]
          trace_call | [{"to":"AT"},["vmTrace"],"latest",{"AT":{"code":"0x5f5f5f5f5f305af1"}}]
          trace_call | [{"to":"AT"},["stateDiff"],"latest",{"AT":{"code":"0x5f5f5f5f5f305af1"}}]
          debug_traceCall | [{"to":"AT"},"latest",{"tracer":"callTracer","stateOverrides":{"AT":{"code":"0x5f5f5f5f5f305af1"}}}]
          """)
  void trace_deepCalls_isAnswered(String method, String params)
      throws IOException, InterruptedException {
    assertThat(text(method, params.replace("AT", SOMEWHERE)))
        .startsWith("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{");
  }

  /// A message that loops until its gas is gone ends in an error when all of it was asked for.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trace_call | [{"to":"AT"},["vmTrace"],"latest",{"AT":{"code":"0x5b5f56"}}] | -32003
          debug_traceCall | [{"to":"AT"},"latest",{"stateOverrides":{"AT":{"code":"0x5b5f56"}}}] | -32003
          debug_traceCall | [{"to":"AT"},"latest",{"timeout":"1ms","tracer":"callTracer","stateOverrides":{"AT":{"code":"0x5b5f56"}}}] | -32000
          eth_call | [{"to":"AT"},"latest",{"AT":{"code":"0x5b5f56"}}] | -32000
          """)
  void trace_loop_isStopped(String method, String params, int code)
      throws IOException, InterruptedException {
    JsonNode error = answer(method, params.replace("AT", SOMEWHERE)).get("error");
    assertThat(error.get("code").intValue()).isEqualTo(code);
    assertThat(error.get("data").get("type").textValue())
        .isIn("responseTooLarge", "executionTimeout", "outOfGas");
  }

  @Test
  void specification_methodOfOurs_isServed() throws IOException, InterruptedException {
    for (String method : schemas.methods()) {
      boolean foreign =
          method.startsWith("engine_")
              || NOT_SERVED.contains(method)
              || method.startsWith("eth_sign")
              || method.equals("eth_sendTransaction");
      if (!foreign) {
        JsonNode response =
            RecordedExchange.parse(
                post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}"));
        assertThat(response.path("error").path("code").asInt()).as(method).isNotEqualTo(-32601);
      }
    }
  }

  @Test
  void schemas_wrongResult_isFound() {
    assertThat(schemas.fault("eth_chainId", RecordedExchange.parse("\"0x01\""))).isNotEmpty();
    assertThat(
            schemas.fault("eth_getBlockByNumber", RecordedExchange.parse("{\"number\":\"0x1\"}")))
        .isNotEmpty();
  }

  private static void play(Path file) throws IOException, InterruptedException {
    RecordedExchange exchange = RecordedExchange.read(file);
    assertThat(exchange.pairs()).isNotEmpty();
    for (RecordedExchange.Pair pair : exchange.pairs()) {
      JsonNode response = RecordedExchange.parse(post(pair.request()));
      assertThat(exchange.difference(pair, response)).isNull();
      JsonNode result = response.get("result");
      if (result != null && !result.isNull()) {
        String method = RecordedExchange.parse(pair.request()).get("method").textValue();
        assertThat(schemas.fault(method, result)).isEmpty();
      }
    }
  }

  private static String post(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.rpcPort() + "/"))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
