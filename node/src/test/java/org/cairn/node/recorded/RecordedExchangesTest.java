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
import java.util.List;
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
    String request =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
    JsonNode response = RecordedExchange.parse(post(request));
    assertThat(response.has("result")).as(response.toString()).isTrue();
    assertThat(schemas.fault(method, response.get("result"))).isEmpty();
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
