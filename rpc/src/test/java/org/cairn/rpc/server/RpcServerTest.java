package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.GZIPInputStream;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.port.CallOutcome;
import org.cairn.rpc.port.ConnectionLimits;
import org.cairn.rpc.port.RpcLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcServerTest {
  private static final int MAX_BODY = 20_000;
  private static final RpcLimits LIMITS =
      new RpcLimits(
          MAX_BODY,
          40_000,
          10,
          2,
          4,
          ConnectionLimits.DEFAULT,
          50_000_000,
          100,
          10,
          4,
          Duration.ofMinutes(5),
          2,
          100_000,
          Duration.ofSeconds(1));
  private static final String CHAIN_ID = Endpoint.request(1, "eth_chainId", "[]");

  private static FakeNode node;
  private static Endpoint rpc;

  @BeforeAll
  static void start() {
    node = new FakeNode(Map.of());
    rpc = new Endpoint(node, LIMITS, "https://good.example");
  }

  @AfterAll
  static void stop() {
    rpc.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"params\":[}",
        "nonsense",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\"} {}",
        "[{\"jsonrpc\":\"2.0\"",
        "{\"id\":1,\"method\":\"\\x\"}",
        "\u0000"
      })
  void message_thatIsNoJson_isParseError(String body) {
    JsonNode response = rpc.post(body);
    assertError(response, -32700, "parse error: ");
    assertThat(response.get("id").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1                                                | null",
        "\"text\"                                         | null",
        "null                                             | null",
        "{}                                               | null",
        "{\"id\":7,\"method\":\"eth_chainId\"}            | 7",
        "{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"a\"}  | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":7}                   | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":5}      | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"a\"} | null",
        "{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"a\"}| null",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"eth_chainId\",\"params\":{}} | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"eth_chainId\",\"params\":3}  | 7"
      })
  void message_thatIsNoRequest_isInvalidRequest(String body, String id) {
    JsonNode response = rpc.post(body);
    assertError(response, -32600, "invalid request");
    assertThat(response.get("id").toString()).isEqualTo(id);
  }

  @Test
  void method_unknown_isNotFound() {
    assertError(
        rpc.call("eth_nothing", "[]"),
        -32601,
        "the method eth_nothing does not exist/is not available");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eth_getBalance | [] | missing value for required argument 0",
        "eth_getBalance | [null] | missing value for required argument 0",
        "eth_getBalance | [5] | invalid argument 0: not a string: number",
        "eth_getBalance | [\"0x12\"] | invalid argument 0: hex string has length 2, want 40",
        "eth_getBalance | [\"0xzz\"] | invalid argument 0: invalid hex string",
        "eth_getBalance | [\"0x1\"] | invalid argument 0: hex string of odd length",
        "eth_getStorageAt | [\"0x00000000000000000000000000000000000000aa\",\"0xasdf\"] | invalid"
            + " argument 1: invalid hex in storage key: \"0xasdf\"",
        "eth_getBlockByNumber | [\"2\",false] | invalid argument 0: hex string without 0x prefix",
        "eth_getBlockByNumber | [\"0x\",false] | invalid argument 0: hex string \"0x\" is no"
            + " number",
        "eth_getBlockByNumber | [\"0xffffffffffffffff\",false] | invalid argument 0: hex number >"
            + " 63 bits",
        "eth_getBlockByNumber | [\"latest\",\"yes\"] | invalid argument 1: not a boolean: string",
        "eth_getBlockByNumber | [{\"blockNumber\":\"0x0\"},false] | invalid argument 0: not a"
            + " string: object",
        "eth_getBlockByHash | [\"0x00\",false] | invalid argument 0: hex string has length 2, want"
            + " 64 for hash",
        "eth_chainId | [1,2] | too many arguments, want at most 0",
        "eth_call | [] | missing value for required argument 0",
        "eth_call | [[]] | invalid argument 0: the call must be an object",
        "eth_call | [{\"data\":\"0x01\",\"input\":\"0x02\"}] | invalid argument 0: both \"data\""
            + " and \"input\"",
        "eth_call | [{\"gasPrice\":\"0x1\",\"maxFeePerGas\":\"0x2\"}] | invalid argument 0: both"
            + " gasPrice and",
        "eth_call | [{\"value\":1}] | invalid argument 0: not a string: number",
        "eth_call | [{\"accessList\":[{}]}] | invalid argument 0: missing member \"address\"",
        "eth_call | [{},\"latest\",[]] | invalid argument 2: state overrides must be an object",
        "eth_getLogs | [{\"topics\":\"0x\"}] | invalid argument 0: topics must be an array",
        "eth_getLogs | [{\"address\":[1]}] | invalid argument 0: not a string: number",
        "eth_sendRawTransaction | [] | missing value for required argument 0",
        "eth_sendRawTransaction | [\"0x123\"] | invalid argument 0: hex string of odd length",
        "eth_getFilterChanges | [5] | invalid argument 0: not a string: number"
      })
  void params_thatDoNotFit_areInvalidParams(String method, String params, String start) {
    assertError(rpc.call(method, params), -32602, start);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "-7", "\"abc\"", "null", "12345678901234567890", "1.50", "\"\\u00e4\""})
  void id_ofAnyForm_isEchoedAsItCame(String id) {
    String body =
        "{\"method\":\"eth_chainId\",\"params\":[],\"id\":" + id + ",\"jsonrpc\":\"2.0\"}";
    assertThat(rpc.send(body).body())
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":\"0x1cbd\"}");
  }

  @Test
  void id_tooLong_isInvalidRequest() {
    String body =
        "{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\",\"id\":\"" + "x".repeat(300) + "\"}";
    assertError(rpc.post(body), -32600, "invalid request: id");
  }

  @Test
  void notification_alone_getsAnEmptyResponse() {
    HttpResponse<String> response =
        rpc.send("{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\",\"params\":[]}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void batch_mixed_isAnsweredInOrderWithoutNotifications() {
    JsonNode responses =
        rpc.post(
            "[%s,{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\"},5,%s,%s]"
                .formatted(
                    Endpoint.request(9, "eth_chainId", "[]"),
                    Endpoint.request(3, "eth_nothing", "[]"),
                    Endpoint.request(4, "net_version", "[]")));
    assertThat(responses.size()).isEqualTo(4);
    assertThat(responses.get(0).get("id").intValue()).isEqualTo(9);
    assertError(responses.get(1), -32600, "invalid request");
    assertError(responses.get(2), -32601, "the method");
    assertThat(responses.get(3).get("result").textValue()).isEqualTo("7357");
  }

  @Test
  void batch_ofNotificationsOnly_getsAnEmptyResponse() {
    assertThat(rpc.send("[{\"jsonrpc\":\"2.0\",\"method\":\"eth_chainId\"}]").body()).isEmpty();
  }

  @Test
  void batch_emptyOrTooLong_isInvalidRequest() {
    assertError(rpc.post("[]"), -32600, "empty batch");
    String eleven = "[" + String.join(",", Collections.nCopies(11, CHAIN_ID)) + "]";
    assertError(rpc.post(eleven), -32600, "batch too large: 11 requests, at most 10");
  }

  @Test
  void nesting_tooDeep_isParseError() {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    assertError(rpc.post(deep), -32700, "parse error: ");
    assertError(rpc.call("eth_call", deep), -32700, "parse error: ");
  }

  @Test
  void body_tooLong_isRefusedWith413AndAnError() {
    HttpResponse<String> response = rpc.send(" ".repeat(MAX_BODY + 1));
    assertThat(response.statusCode()).isEqualTo(413);
    assertError(Endpoint.read(response.body()), -32600, "request too large: at most 20000 bytes");
    assertThat(rpc.result("eth_chainId", "[]").textValue()).isEqualTo("0x1cbd");
  }

  @Test
  void body_tooLongWithoutLength_isRefusedWith413() {
    byte[] body = new byte[MAX_BODY * 2];
    HttpResponse<String> response =
        rpc.exchange(
            HttpRequest.newBuilder(rpc.uri("http"))
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void response_tooLong_isAnErrorAndSparesTheRestOfTheBatch() {
    node.executor = (_, _, _) -> new CallOutcome.Success(Bytes.of(new byte[15_000]), 0, 0);
    String call = Endpoint.request(1, "eth_call", "[{}]");
    JsonNode responses = rpc.post("[%s,%s,%s]".formatted(call, call, CHAIN_ID));
    assertThat(responses.get(0).get("result").textValue()).hasSize(30_002);
    assertError(responses.get(1), -32003, "response too large");
    assertThat(responses.get(2).get("result").textValue()).isEqualTo("0x1cbd");
    node.executor = (_, _, _) -> new CallOutcome.Success(Bytes.of(new byte[25_000]), 0, 0);
    assertError(rpc.post(call), -32003, "response too large");
  }

  @Test
  void response_whenGzipIsAccepted_isCompressed() throws IOException {
    node.executor = (_, _, _) -> new CallOutcome.Success(Bytes.of(new byte[1_000]), 0, 0);
    String call = Endpoint.request(1, "eth_call", "[{}]");
    HttpResponse<byte[]> response =
        rpc.exchange(
            HttpRequest.newBuilder(rpc.uri("http"))
                .header("Accept-Encoding", "gzip, deflate")
                .POST(HttpRequest.BodyPublishers.ofString(call))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(plain.readAllBytes(), UTF_8)).isEqualTo(rpc.send(call).body());
    }
    assertThat(rpc.send(CHAIN_ID, "Accept-Encoding", "gzip").headers().map())
        .doesNotContainKey("content-encoding");
  }

  @Test
  void request_withContentEncodingOrOtherMethod_isRefused() {
    assertThat(rpc.send(CHAIN_ID, "Content-Encoding", "gzip").statusCode()).isEqualTo(415);
    assertThat(get("/").statusCode()).isEqualTo(405);
  }

  @Test
  void request_withCharset_isAnswered() {
    assertThat(rpc.send(CHAIN_ID, "Content-Type", "application/json; charset=utf-8").statusCode())
        .isEqualTo(200);
  }

  @Test
  void page_mounted_isServed() {
    HttpResponse<String> health = get("/health");
    assertThat(health.body()).isEqualTo("{\"finalizing\":true}");
    assertThat(health.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void connection_withTwoRequests_isKept() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rpc.port)) {
      socket.setSoTimeout(10_000);
      String request =
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(CHAIN_ID.length(), CHAIN_ID);
      for (int i = 0; i < 2; i++) {
        socket.getOutputStream().write(request.getBytes(UTF_8));
        StringBuilder response = new StringBuilder();
        while (!response.toString().endsWith("}")) {
          response.append((char) socket.getInputStream().read());
        }
        assertThat(response).startsWith("HTTP/1.1 200 OK").contains("0x1cbd");
      }
    }
  }

  @Test
  void garbage_insteadOfHttp_costsNothing() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rpc.port)) {
      socket.getOutputStream().write(new byte[10_000]);
    }
    assertThat(rpc.result("eth_chainId", "[]").textValue()).isEqualTo("0x1cbd");
  }

  @Test
  void preflight_fromAllowedOrigin_isAnswered() {
    HttpResponse<String> response = preflight("https://good.example");
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://good.example");
    assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
        .hasValue("content-type");
    assertThat(response.headers().firstValue("Access-Control-Allow-Private-Network"))
        .hasValue("true");
    assertThat(response.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
        .contains("POST");
  }

  @Test
  void request_fromOtherOrigin_isRefused() {
    assertThat(preflight("https://bad.example").statusCode()).isEqualTo(403);
    assertThat(rpc.send(CHAIN_ID, "Origin", "https://bad.example").statusCode()).isEqualTo(403);
    HttpResponse<String> good = rpc.send(CHAIN_ID, "Origin", "https://good.example");
    assertThat(good.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://good.example");
    assertThat(good.statusCode()).isEqualTo(200);
  }

  @Test
  void origins_star_allowsAll() {
    try (Endpoint open = new Endpoint(new FakeNode(Map.of()), LIMITS, "*")) {
      assertThat(
              open.send(CHAIN_ID, "Origin", "https://any.example")
                  .headers()
                  .firstValue("Access-Control-Allow-Origin"))
          .hasValue("*");
    }
  }

  @Test
  void method_withADefect_isInternalErrorAndNothingMore() {
    node.executor =
        (_, _, _) -> {
          throw new IllegalStateException("a defect that the log tells");
        };
    assertError(rpc.call("eth_call", "[{}]"), -32603, "internal error in eth_call");
    assertThat(rpc.result("eth_chainId", "[]").textValue()).isEqualTo("0x1cbd");
  }

  @Test
  void messages_moreThanMayWait_areRefusedAsTooMany() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    Semaphore mayEnd = new Semaphore(0);
    node.executor =
        (_, _, _) -> {
          running.countDown();
          mayEnd.acquireUninterruptibly();
          return new CallOutcome.Success(Bytes.EMPTY, 0, 0);
        };
    try (Endpoint.Socket socket = rpc.socket()) {
      // One of the two threads is for others.
      socket.send(Endpoint.request(0, "eth_call", "[{}]"));
      running.await();
      for (int i = 1; i <= LIMITS.maxWaitingMessages() + 1; i++) {
        socket.send(Endpoint.request(i, "eth_call", "[{}]"));
      }
      assertError(socket.next(), -32005, "too many requests at once");
      mayEnd.release(LIMITS.maxWaitingMessages() + 1);
      for (int i = 0; i <= LIMITS.maxWaitingMessages(); i++) {
        assertThat(socket.next().get("result").textValue()).isEqualTo("0x");
      }
    }
  }

  @Test
  void bytes_atRandom_areAnsweredByErrors() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    String alphabet = "{}[]\":,0x12aeftnul \\\u00e4";
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(60);
      for (int k = 0; k < length; k++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      JsonNode response = rpc.post(text.toString());
      JsonNode first = response.isArray() ? response.get(0) : response;
      assertThat(first.get("error").get("code").intValue())
          .as("seed %d text %s", seed, text)
          .isIn(-32700, -32600);
    }
  }

  @Test
  void port_taken_isOneClearError() {
    Vertx vertx = Vertx.vertx();
    ServerOptions options = new ServerOptions("127.0.0.1", rpc.port, List.of(), "--x", LIMITS);
    try (RpcServer second = new RpcServer(vertx, options, node.ports(), Map.of())) {
      assertThatThrownBy(second::start)
          .isInstanceOf(PortTakenException.class)
          .hasMessageStartingWith("cannot listen on 127.0.0.1:" + rpc.port);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  @Test
  void pageServer_alone_servesPagesOnly() {
    Vertx vertx = Vertx.vertx();
    try (PageServer pages =
        new PageServer(
            vertx, "127.0.0.1", 0, Map.of("/metrics", () -> new Page(200, "text/plain", "a 1")))) {
      int port = pages.start();
      assertThat(get("http://127.0.0.1:" + port + "/metrics").body()).isEqualTo("a 1");
      assertThat(get("http://127.0.0.1:" + port + "/other").statusCode()).isEqualTo(404);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static HttpResponse<String> get(String where) {
    URI uri = rpc.uri("http").resolve(where);
    return rpc.exchange(
        HttpRequest.newBuilder(uri).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> preflight(String origin) {
    return rpc.exchange(
        HttpRequest.newBuilder(rpc.uri("http"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "content-type")
            .header("Access-Control-Request-Private-Network", "true")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void assertError(JsonNode response, int code, String start) {
    assertThat(response.has("error")).as("%s", response).isTrue();
    assertThat(response.get("error").get("message").textValue()).startsWith(start);
    assertThat(response.get("error").get("code").intValue()).isEqualTo(code);
  }
}
