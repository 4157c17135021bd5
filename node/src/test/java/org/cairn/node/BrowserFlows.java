package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// A page in a browser, from another origin than the nodes: what a devnet allows it, and how a node
/// in production refuses it.
final class BrowserFlows {
  private static final int ACCOUNT = 7;

  private final Scene scene;
  private final String devnet;
  private final FollowingNode production;
  private final Browser browser;

  BrowserFlows(Scene scene, String devnet, FollowingNode production, Browser browser) {
    this.scene = scene;
    this.devnet = devnet;
    this.production = production;
    this.browser = browser;
  }

  Stream<DynamicTest> all() {
    return Stream.of(
        DynamicTest.dynamicTest("page on a devnet", this::devnetServesThePage),
        DynamicTest.dynamicTest("page on a node in production", this::productionRefusesThePage),
        DynamicTest.dynamicTest("preflights", this::preflights));
  }

  private void devnetServesThePage() throws Exception {
    String account = scene.network().address(ACCOUNT);
    JsonNode told =
        browser.call(
            "use",
            Map.of("url", devnet, "key", scene.network().privateKey(ACCOUNT), "box", scene.box()));
    assertThat(told.get("origin").asText()).isEqualTo(browser.origin());
    assertThat(told.get("number").asText()).isEqualTo("29");
    assertThat(told.get("head").asLong()).isPositive();
    JsonNode pushed = told.get("pushed");
    assertThat(pushed.get("by").asText()).isEqualToIgnoringCase(account);
    assertThat(pushed.get("number").asText()).isEqualTo("29");
    assertThat(pushed.get("hash")).isEqualTo(told.get("hash"));
  }

  /// The operator reads in the log which option would have let the page in.
  private void productionRefusesThePage() throws Exception {
    JsonNode told = browser.call("refused", Map.of("url", production.rpc()));
    assertThat(told.get("http").asText()).isEqualTo("TypeError");
    assertThat(told.get("webSocket").asText()).isEqualTo("error");
    assertThat(production.log().lines())
        .filteredOn(line -> line.contains("event=origin_refused"))
        .hasSize(1)
        .allMatch(line -> line.contains("origin=" + browser.origin()))
        .allMatch(line -> line.contains("--rpc-cors " + browser.origin()));
  }

  /// What the browser asked before it sent JSON, seen from outside of it.
  private void preflights() throws Exception {
    HttpResponse<String> allowed = preflight(devnet);
    assertThat(allowed.statusCode()).isEqualTo(204);
    assertThat(allowed.headers().firstValue("access-control-allow-origin")).hasValue("*");
    assertThat(allowed.headers().firstValue("access-control-allow-headers"))
        .hasValue("content-type");
    HttpResponse<String> refused = preflight(production.rpc());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("access-control-allow-origin")).isEmpty();
  }

  private HttpResponse<String> preflight(String url) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("origin", browser.origin())
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
