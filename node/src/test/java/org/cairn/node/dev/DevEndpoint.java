package org.cairn.node.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.genesis.keys.Mnemonic;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.DevNode;
import org.cairn.node.config.DevConfig;
import org.cairn.node.config.NodeConfig;
import org.jspecify.annotations.Nullable;

/// A development node of its own on a free port, and a client of it.
final class DevEndpoint implements AutoCloseable {
  static final String FIRST = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  static final String SECOND = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
  static final String STRANGER = "0x1000000000000000000000000000000000000001";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DevNode node;
  private final HttpClient http = HttpClient.newHttpClient();

  DevEndpoint() {
    this(0, true);
  }

  DevEndpoint(long blockTimeMillis, boolean mines) {
    this(null, blockTimeMillis, mines);
  }

  DevEndpoint(@Nullable Path genesis, long blockTimeMillis, boolean mines) {
    Wei balance = new Wei(UInt256.of(10_000_000_000_000L).times(Wei.PER_GWEI));
    node =
        DevNode.start(
            new DevConfig(
                genesis,
                NetworkPlan.DEVNET_CHAIN_ID,
                NetworkPlan.DEFAULT_GAS_LIMIT,
                Wei.ofGwei(1),
                new NetworkPlan.Accounts(Mnemonic.of(Mnemonic.TEST_WORDS), 10, balance),
                blockTimeMillis,
                mines,
                new NodeConfig.RpcConfig("127.0.0.1", 0, List.of("*"), 5 << 20, 100)),
            "Cairn/test");
  }

  int port() {
    return node.rpcPort();
  }

  /// The result of a method that must not fail; the parameters are JSON with apostrophes.
  JsonNode result(String method, String params) {
    JsonNode response = call(method, params);
    if (response.has("error")) {
      throw new AssertionError(method + params + ": " + response.get("error"));
    }
    return response.get("result");
  }

  JsonNode result(String method) {
    return result(method, "[]");
  }

  /// The error of a method that must fail.
  JsonNode error(String method, String params) {
    JsonNode response = call(method, params);
    if (!response.has("error")) {
      throw new AssertionError(method + params + ": " + response);
    }
    return response.get("error");
  }

  long quantity(String method, String params) {
    return Long.decode(result(method, params).textValue());
  }

  long height() {
    return quantity("eth_blockNumber", "[]");
  }

  long balance(String account) {
    return quantity("eth_getBalance", "['" + account + "','latest']");
  }

  JsonNode block(String ref) {
    return result("eth_getBlockByNumber", "['" + ref + "',true]");
  }

  long timestamp() {
    return Long.decode(block("latest").get("timestamp").textValue());
  }

  /// Sends one wei from one account to another, and answers with the hash.
  String send(String from, String to) {
    return result(
            "eth_sendTransaction", "[{'from':'%s','to':'%s','value':'0x1'}]".formatted(from, to))
        .textValue();
  }

  JsonNode receipt(String hash) {
    return result("eth_getTransactionReceipt", "['" + hash + "']");
  }

  private JsonNode call(String method, String params) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}"
            .formatted(method, params.replace('\'', '"'));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port()))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    node.close();
    http.close();
  }
}
