package org.cairn.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.cairn.genesis.network.NetworkFolder;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.config.NodeConfig;

/// The files of a network with one validator, how its node is started within a test, and how it is
/// asked.
record SoleValidator(NetworkFolder network) {
  static final ObjectMapper JSON = new ObjectMapper();

  static SoleValidator create(Path folder, long blockTimeMillis) {
    int port = LocalNetwork.freeBasePort();
    return new SoleValidator(
        NetworkFolder.create(
            folder, NetworkPlan.devnet(List.of(32L), port, blockTimeMillis), Instant.now()));
  }

  NodeConfig config(Path data) {
    NetworkPlan.Listeners listeners = network.plan().listeners();
    return new NodeConfig(
        network.genesisFile(),
        data,
        network.node(0).nodeKey(),
        new NodeConfig.ValidatorConfig(
            network.node(0).keystore(), network.node(0).password(), null),
        new NodeConfig.PeerConfig("127.0.0.1", listeners.peerPort(0), "127.0.0.1", List.of(), 10),
        new NodeConfig.RpcConfig("127.0.0.1", listeners.rpcPort(0), List.of(), 100_000, 10),
        new NodeConfig.MetricsConfig("127.0.0.1", listeners.metricsPort(0)),
        new NodeConfig.HistoryConfig(false, 100));
  }

  /// A call to the running node; the whole answer.
  JsonNode call(String method, Object... parameters) throws Exception {
    var request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", JSON.valueToTree(List.of(parameters)));
    return post(request.toString());
  }

  JsonNode post(String body) throws Exception {
    return exchange(
        HttpRequest.newBuilder(address("/"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  JsonNode get(String path) throws Exception {
    return exchange(HttpRequest.newBuilder(address(path)).GET());
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + network.plan().listeners().rpcPort(0) + path);
  }

  private static JsonNode exchange(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return JSON.readTree(
          client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }
  }
}
