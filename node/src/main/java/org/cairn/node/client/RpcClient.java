package org.cairn.node.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cairn.core.types.UInt256;

/// Asks one node over HTTP.
public final class RpcClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_MILLIS = 10_000;

  private final URI endpoint;
  private final int patienceMillis;

  public RpcClient(String url) {
    this(url, PATIENCE_MILLIS);
  }

  public RpcClient(String url, int patienceMillis) {
    this.endpoint = URI.create(url);
    this.patienceMillis = patienceMillis;
  }

  /// The method's result; a JSON `null` when there is none.
  ///
  /// @throws RpcFailure when the node cannot be reached or answers with an error
  public JsonNode call(String method, Object... parameters) {
    JsonNode answer;
    try {
      answer = JSON.readTree(post(request(method, parameters)));
    } catch (IOException e) {
      throw new RpcFailure("no answer from " + endpoint + ": " + e.getMessage());
    }
    JsonNode error = answer.get("error");
    if (error != null) {
      throw new RpcFailure(method + ": " + error.path("message").asText());
    }
    return answer.path("result");
  }

  /// A result that is a quantity.
  public UInt256 quantity(String method, Object... parameters) {
    return UInt256.fromHex(call(method, parameters).asText());
  }

  private static byte[] request(String method, Object... parameters) {
    var request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", JSON.valueToTree(List.of(parameters)));
    return request.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] post(byte[] body) throws IOException {
    var connection = (HttpURLConnection) endpoint.toURL().openConnection();
    connection.setConnectTimeout(patienceMillis);
    connection.setReadTimeout(patienceMillis);
    connection.setDoOutput(true);
    connection.setRequestProperty("content-type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
    try (var in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }
}
