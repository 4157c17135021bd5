package org.cairn.node.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The few questions that a devnet asks its nodes over JSON-RPC.
final class NodeClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_MILLIS = 2_000;
  private final URI endpoint;

  NodeClient(String url) {
    this.endpoint = URI.create(url);
  }

  /// The number of the last final block, or nothing when the node does not answer.
  @Nullable Long height() {
    JsonNode result = call("eth_blockNumber");
    return result == null ? null : Long.decode(result.asText());
  }

  /// How many peers the node is connected with, or nothing when it does not answer.
  @Nullable Long peers() {
    JsonNode result = call("net_peerCount");
    return result == null ? null : Long.decode(result.asText());
  }

  private @Nullable JsonNode call(String method) {
    try {
      var connection = (HttpURLConnection) endpoint.toURL().openConnection();
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      connection.setDoOutput(true);
      connection.setRequestProperty("content-type", "application/json");
      var request =
          JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
      request.putArray("params");
      try (OutputStream out = connection.getOutputStream()) {
        out.write(request.toString().getBytes(StandardCharsets.UTF_8));
      }
      try (var in = connection.getInputStream()) {
        return JSON.readTree(in).get("result");
      }
    } catch (IOException notListening) {
      return null;
    }
  }
}
