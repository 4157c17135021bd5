package org.cairn.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// Chromium without a window, driven by WebDriver's HTTP protocol, on a page with ethers that comes
/// from a server of the test: another origin than any node's.
final class Browser implements AutoCloseable {
  private static final String DRIVER = "chromedriver";
  private static final int START_ATTEMPTS = 300;
  private static final long SCRIPT_MILLIS = 60_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The page's files, and where they are in the clients' folder.
  private static final Map<String, String> FILES =
      Map.of("/page.html", "page.html", "/ethers.js", "node_modules/ethers/dist/ethers.umd.min.js");

  private final HttpServer pages;
  private final Process driver;
  private final URI driverUrl;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable String session;

  private Browser(HttpServer pages, Process driver, int driverPort) {
    this.pages = pages;
    this.driver = driver;
    driverUrl = URI.create("http://127.0.0.1:" + driverPort);
  }

  /// Opens the page. Skips the test when there is no browser.
  static Browser open(ClientTools tools) throws IOException, InterruptedException {
    if (!isInstalled()) {
      System.err.println(
          "skipped: there is no chromedriver; apt-get install chromium chromium-driver");
    }
    Assumptions.assumeTrue(isInstalled(), "chromium and chromedriver");
    HttpServer pages =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pages.createContext("/", exchange -> serve(exchange, tools.folder()));
    pages.start();
    int port = freePort();
    Process driver =
        new ProcessBuilder(DRIVER, "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(tools.folder().resolve("chromedriver.log").toFile())
            .start();
    Browser browser = new Browser(pages, driver, port);
    try {
      browser.awaitDriver();
      browser.start();
      return browser;
    } catch (IOException | RuntimeException | Error e) {
      browser.close();
      throw e;
    }
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, DRIVER)));
  }

  String origin() {
    return "http://127.0.0.1:" + pages.getAddress().getPort();
  }

  /// Calls a function of the page, and returns what it comes to.
  JsonNode call(String function, Map<String, String> argument)
      throws IOException, InterruptedException {
    ObjectNode command = JSON.createObjectNode();
    command.put(
        "script",
        "const done = arguments[1]; "
            + function
            + "(arguments[0]).then(value => done({ value }), error => done({ error: `${error}`"
            + " }))");
    command.putArray("args").addPOJO(argument);
    JsonNode answer = post("/session/" + session + "/execute/async", command);
    if (answer.has("error")) {
      throw new AssertionError("on the page: " + answer.get("error").asText());
    }
    return answer.get("value");
  }

  @Override
  public void close() {
    try {
      if (session != null) {
        var _ =
            http.send(request("/session/" + session).DELETE().build(), BodyHandlers.discarding());
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      // What the driver has started ends with it, and at the latest here.
      List<ProcessHandle> started = driver.descendants().toList();
      var _ = driver.destroyForcibly();
      started.forEach(ProcessHandle::destroyForcibly);
      pages.stop(0);
      http.close();
    }
  }

  private void start() throws IOException, InterruptedException {
    ObjectNode command = JSON.createObjectNode();
    ObjectNode wanted = command.putObject("capabilities").putObject("alwaysMatch");
    wanted.put("browserName", "chrome");
    wanted.putObject("timeouts").put("script", SCRIPT_MILLIS);
    var options = wanted.putObject("goog:chromeOptions").putArray("args");
    // The sandbox refuses to run as root, as tests in containers do.
    List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
        .forEach(options::add);
    session = post("/session", command).get("sessionId").asText();
    JsonNode _ =
        post(
            "/session/" + session + "/url",
            JSON.createObjectNode().put("url", origin() + "/page.html"));
  }

  private void awaitDriver() throws IOException, InterruptedException {
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      try {
        var answer = http.send(request("/status").GET().build(), BodyHandlers.ofString());
        if (JSON.readTree(answer.body()).at("/value/ready").asBoolean()) {
          return;
        }
      } catch (IOException notYetListening) {
        if (!driver.isAlive()) {
          throw notYetListening;
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IOException(DRIVER + " does not answer");
  }

  private JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    var answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new AssertionError("WebDriver: " + answer.body());
    }
    return JSON.readTree(answer.body()).get("value");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(driverUrl.resolve(path))
        .timeout(Duration.ofMillis(2 * SCRIPT_MILLIS));
  }

  private static void serve(HttpExchange exchange, Path folder) throws IOException {
    String file = FILES.get(exchange.getRequestURI().getPath());
    try (exchange) {
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] content = Files.readAllBytes(folder.resolve(file));
      String type = file.endsWith(".html") ? "text/html" : "text/javascript";
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
