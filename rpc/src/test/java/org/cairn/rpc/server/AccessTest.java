package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.rpc.server.Endpoint.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who gets in, over the wire.
class AccessTest {
  private static final String BLOCK_NUMBER = request(1, "eth_blockNumber", "[]");
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final FakeNode node = new FakeNode(Map.of());

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void secret_set_asksEveryRequestForAToken() {
    Access access = new Access(List.of(), JsonWebTokenTest.SECRET, 0, null, null);
    try (Endpoint rpc = new Endpoint(node, "127.0.0.1", access)) {
      assertThat(rpc.send(BLOCK_NUMBER).statusCode()).isEqualTo(401);
      String token = JsonWebTokenTest.token();
      assertThat(rpc.send(BLOCK_NUMBER, "Authorization", token).body()).contains("\"result\"");
      assertThatThrownBy(() -> rpc.socket().close())
          .isInstanceOf(CompletionException.class)
          .hasRootCauseMessage("Unexpected HTTP response status code 401");
      WebSocket socket =
          rpc.http
              .newWebSocketBuilder()
              .header("Authorization", token)
              .buildAsync(rpc.uri("ws"), new WebSocket.Listener() {})
              .join();
      socket.abort();
    }
  }

  @Test
  void hostNames_notAllowed_areRefused() throws IOException {
    Access access = new Access(List.of("node.example"), null, 0, null, null);
    try (Endpoint rpc = new Endpoint(node, "127.0.0.1", access)) {
      assertThat(status(rpc, "evil.example")).contains(" 403 ");
      assertThat(status(rpc, "Node.Example:8545")).contains(" 200 ");
      assertThat(status(rpc, "localhost:1")).contains(" 200 ");
      assertThat(status(rpc, "192.168.1.4")).contains(" 200 ");
      assertThat(status(rpc, "[::1]:8545")).contains(" 200 ");
      assertThat(status(rpc, "1.2.3.4.evil.example")).contains(" 403 ");
    }
  }

  @Test
  void client_overTheRate_getsAnErrorForEachCallTooMany() {
    Access access = new Access(List.of("*"), null, 1, null, null);
    try (Endpoint rpc = new Endpoint(node, "127.0.0.1", access)) {
      String call = request(1, "eth_chainId", "[]");
      JsonNode responses = rpc.post("[" + (call + ",").repeat(29) + call + "]");
      assertThat(responses.get(9).has("result")).isTrue();
      assertThat(responses.get(29).at("/error/code").intValue()).isEqualTo(-32005);
      assertThat(responses.get(29).at("/error/message").textValue())
          .isEqualTo("too many requests from this address, try again later");
    }
  }

  @Test
  void methodsForTheOperator_areNotServedOnAPortForAll() {
    try (Endpoint rpc = new Endpoint(node, "0.0.0.0", Access.OPEN)) {
      assertThat(rpc.error("admin_nodeInfo", "[]").get("code").intValue()).isEqualTo(-32601);
      assertThat(rpc.error("testing_buildBlockV1", "[]").get("code").intValue()).isEqualTo(-32601);
      assertThat(rpc.result("eth_blockNumber", "[]").textValue()).isEqualTo("0x0");
    }
  }

  @Test
  void localSocket_servesAllMethodsAndSubscriptions() throws IOException {
    Path path = folder.resolve("cairn.ipc");
    Access access = new Access(List.of("*"), JsonWebTokenTest.SECRET, 0, path, null);
    try (Endpoint _ = new Endpoint(node, "0.0.0.0", access);
        SocketChannel client = connect(path);
        BufferedReader lines = new BufferedReader(reader(client))) {
      assertThat(Files.getPosixFilePermissions(path))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      write(client, request(1, "eth_blockNumber", "[]") + request(2, "admin_nodeInfo", "[]"));
      assertThat(next(lines).get("result").textValue()).isEqualTo("0x0");
      assertThat(next(lines).get("result").isObject()).isTrue();
      write(client, request(3, "eth_subscribe", "[\"newHeads\"]"));
      assertThat(next(lines).get("result").isTextual()).isTrue();
      var _ = node.finalize(List.of(), List.of());
      assertThat(next(lines).get("method").textValue()).isEqualTo("eth_subscription");
      write(client, "no request");
      assertThat(next(lines).at("/error/code").intValue()).isEqualTo(-32600);
      assertThat(lines.readLine()).isNull();
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void localSocket_whereAFileIs_isRefusedAndTheFileKept() throws IOException {
    Path path = Files.writeString(folder.resolve("mine"), "text");
    Access access = new Access(List.of("*"), null, 0, path, null);
    assertThatThrownBy(() -> new Endpoint(node, "127.0.0.1", access))
        .isInstanceOf(PortTakenException.class)
        .hasMessageStartingWith("cannot listen on " + path);
    assertThat(path).hasContent("text");
  }

  @Test
  void certificate_set_servesByTls() throws Exception {
    KeyStore store = keyStore();
    Path key = pem("key.pem", "PRIVATE KEY", store.getKey("node", PASSWORD).getEncoded());
    Certificate certificate = store.getCertificate("node");
    Path chain = pem("cert.pem", "CERTIFICATE", certificate.getEncoded());
    Access access = new Access(List.of(), null, 0, null, new Access.Tls(chain, key));
    try (Endpoint rpc = new Endpoint(node, "127.0.0.1", access);
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + rpc.port))
              .POST(HttpRequest.BodyPublishers.ofString(BLOCK_NUMBER))
              .build();
      String response = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      assertThat(response).contains("\"result\":\"0x0\"");
    }
  }

  /// Made by the JDK's own tool, as its library makes no certificates.
  private KeyStore keyStore() throws Exception {
    Path file = folder.resolve("keys.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        List.of(
            keytool.toString(),
            "-genkeypair",
            "-alias",
            "node",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  private Path pem(String name, String label, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(content);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label));
  }

  private static SSLContext trusting(Certificate certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("node", certificate);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /// The status line for a request under that name; Java's client sets the header itself.
  private static String status(Endpoint rpc, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rpc.port)) {
      String request =
          "POST / HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(host, BLOCK_NUMBER.length(), BLOCK_NUMBER);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(15), UTF_8);
    }
  }

  private static SocketChannel connect(Path path) throws IOException {
    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
    assertThat(client.connect(UnixDomainSocketAddress.of(path))).isTrue();
    return client;
  }

  private static Reader reader(SocketChannel client) {
    return Channels.newReader(client, UTF_8);
  }

  private static void write(SocketChannel client, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      var _ = client.write(bytes);
    }
  }

  private static JsonNode next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new AssertionError("the connection was closed");
    }
    return Endpoint.read(line);
  }
}
