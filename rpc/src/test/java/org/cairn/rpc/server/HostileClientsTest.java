package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.port.CallOutcome;
import org.cairn.rpc.port.ConnectionLimits;
import org.cairn.rpc.port.RpcLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that take and do not give: in each case the others are answered meanwhile. A property,
/// `cairn.hostile.connections`, makes the crowds larger.
@Timeout(60)
class HostileClientsTest {
  private static final int CROWD = Integer.getInteger("cairn.hostile.connections", 300);
  private static final int MAX_OPEN = 64;
  private static final int MAX_BODY = 100_000;
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int READ_MILLIS = 20_000;
  private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)");

  private final FakeNode node = new FakeNode(Map.of());
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void connections_thatSayNothing_keepNobodyOut() throws IOException {
    try (Endpoint rpc = endpoint(patient(CROWD > 1_000 ? 1_024 : MAX_OPEN))) {
      Socket known = connect(rpc);
      assertThat(ask(known)).contains("\"result\"");
      for (int i = 0; i < CROWD; i++) {
        connect(rpc);
      }
      assertThat(ask(connect(rpc))).contains("\"result\"");
      assertThat(ask(known)).as("a client that came before them").contains("\"result\"");
    }
  }

  @Test
  void connections_thatAskedOnce_giveWayToNewOnes() throws IOException {
    try (Endpoint rpc = endpoint(patient(MAX_OPEN))) {
      Socket first = connect(rpc);
      assertThat(ask(first)).contains("\"result\"");
      for (int i = 0; i < MAX_OPEN; i++) {
        assertThat(ask(connect(rpc))).contains("\"result\"");
      }
      assertThat(isClosed(first)).as("the one that was idle for the longest time").isTrue();
    }
  }

  @Test
  void connections_ofOneAddress_areLimitedUnlessItIsTrusted() throws IOException {
    ConnectionLimits limits =
        new ConnectionLimits(MAX_OPEN, 3, 10, Set.of(), LONG, LONG, LONG, LONG, 1 << 20);
    try (Endpoint rpc = endpoint(limits)) {
      Socket silent = connect(rpc);
      Socket second = connect(rpc);
      Socket third = connect(rpc);
      assertThat(ask(second)).contains("\"result\"");
      assertThat(ask(third)).contains("\"result\"");
      assertThat(ask(connect(rpc))).contains("\"result\"");
      assertThat(isClosed(silent)).as("the one that said nothing made room").isTrue();
    }
  }

  @Test
  void connection_withoutARequest_isClosed() throws IOException {
    try (Endpoint rpc = endpoint(impatient())) {
      assertThat(isClosed(connect(rpc))).isTrue();
    }
  }

  @Test
  void header_thatNeverEnds_isCutOff() throws IOException, InterruptedException {
    try (Endpoint rpc = endpoint(impatient())) {
      Socket slow = connect(rpc);
      Thread drip =
          Thread.ofVirtual().start(() -> drip(slow, "POST / HTTP/1.1\r\nX: " + "a".repeat(10_000)));
      assertThat(isClosed(slow)).isTrue();
      drip.join();
      assertThat(rpc.result("eth_chainId", "[]").asText()).startsWith("0x");
    }
  }

  @Test
  void header_ofAnyLength_isRefused() throws IOException {
    try (Endpoint rpc = endpoint(patient(MAX_OPEN))) {
      Socket socket = connect(rpc);
      write(socket, "POST / HTTP/1.1\r\nX: " + "a".repeat(40_000) + "\r\n\r\n");
      assertThat(readUntilClosed(socket)).startsWith("HTTP/1.1 431");
    }
  }

  @Test
  void body_thatNeverEnds_isToldSo() throws IOException {
    try (Endpoint rpc = endpoint(impatient())) {
      Socket slow = connect(rpc);
      write(slow, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{");
      String answer = readUntilClosed(slow);
      assertThat(answer).startsWith("HTTP/1.1 408").contains("request too slow");
      assertThat(rpc.result("eth_chainId", "[]").asText()).startsWith("0x");
    }
  }

  @Test
  void body_of64Megabytes_isRefusedWhetherItSaysSoOrNot() throws IOException {
    try (Endpoint rpc = endpoint(patient(MAX_OPEN))) {
      Socket declared = connect(rpc);
      write(declared, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 67108864\r\n\r\n");
      assertThat(readUntilClosed(declared))
          .startsWith("HTTP/1.1 413")
          .contains("request too large");
      Socket chunked = connect(rpc);
      write(chunked, "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
      Thread _ = Thread.ofVirtual().start(() -> stream(chunked, 64 << 20));
      assertThat(readUntilClosed(chunked)).startsWith("HTTP/1.1 413");
      assertThat(rpc.result("eth_chainId", "[]").asText()).startsWith("0x");
    }
  }

  @Test
  void answer_thatNobodyReads_isDroppedAndItsMemoryFreed() throws IOException {
    ConnectionLimits limits =
        new ConnectionLimits(MAX_OPEN, 99, 10, Set.of(), LONG, LONG, LONG, SHORT, 17 << 20);
    node.executor = (_, _, _) -> new CallOutcome.Success(Bytes.wrap(new byte[7 << 20]), 0, 0);
    RpcLimits wide = limits(limits, 32 << 20);
    try (Endpoint rpc = new Endpoint(node, wide)) {
      Socket deaf = new Socket();
      sockets.add(deaf);
      deaf.setReceiveBufferSize(4_096);
      deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), rpc.port));
      write(deaf, post("eth_call", "[{}]"));
      // The memory for such an answer is there once: at first it is the deaf client's.
      Socket other = connect(rpc);
      write(other, post("eth_call", "[{}]"));
      String refused = readAnswer(other);
      while (refused.contains("too many long responses")) {
        write(other, post("eth_call", "[{}]"));
        refused = readAnswer(other);
      }
      assertThat(refused).contains("\"result\"");
      assertThat(ask(connect(rpc))).contains("\"result\"");
    }
  }

  @Test
  void server_withAClientThatReadsNothing_closes() throws IOException {
    node.executor = (_, _, _) -> new CallOutcome.Success(Bytes.wrap(new byte[7 << 20]), 0, 0);
    try (Endpoint rpc = new Endpoint(node, limits(patient(MAX_OPEN), 32 << 20))) {
      Socket deaf = connect(rpc);
      write(deaf, post("eth_call", "[{}]"));
      assertThat(deaf.getInputStream().read()).isEqualTo('H');
    }
  }

  @Test
  void calls_thatLoop_delayNobodyElse() throws IOException, InterruptedException {
    CountDownLatch looping = new CountDownLatch(3);
    Semaphore mayEnd = new Semaphore(0);
    node.executor =
        (request, _, _) -> {
          if (request.data().isEmpty()) {
            looping.countDown();
            mayEnd.acquireUninterruptibly();
          }
          return new CallOutcome.Success(Bytes.EMPTY, 0, 0);
        };
    try (Endpoint rpc = endpoint(patient(MAX_OPEN));
        Endpoint.Socket greedy = rpc.socket()) {
      for (int i = 0; i < 20; i++) {
        greedy.send(Endpoint.request(i, "eth_call", "[{}]"));
      }
      looping.await();
      assertThat(rpc.result("eth_call", "[{\"data\":\"0x00\"}]").asText()).isEqualTo("0x");
      assertThat(rpc.result("eth_blockNumber", "[]").asText()).isEqualTo("0x0");
      mayEnd.release(20);
      for (int i = 0; i < 20; i++) {
        assertThat(greedy.next().has("result")).isTrue();
      }
    }
  }

  @Test
  void requests_oneBehindTheOther_areAnsweredInOrder() throws IOException {
    try (Endpoint rpc = endpoint(patient(MAX_OPEN))) {
      Socket socket = connect(rpc);
      StringBuilder many = new StringBuilder();
      for (int i = 0; i < 500; i++) {
        many.append(post(i % 2 == 0 ? "eth_chainId" : "eth_gasPrice", "[]"));
      }
      Thread _ = Thread.ofVirtual().start(() -> quietly(() -> write(socket, many.toString())));
      for (int i = 0; i < 500; i++) {
        assertThat(readAnswer(socket)).contains("\"result\"");
      }
    }
  }

  @Test
  void webSocketMessage_ofEndlessParts_isCutOff() throws IOException {
    try (Endpoint rpc = endpoint(patient(MAX_OPEN))) {
      Socket socket = connect(rpc);
      assertThat(upgrade(socket)).startsWith("HTTP/1.1 101").doesNotContain("permessage-deflate");
      Thread _ =
          Thread.ofVirtual()
              .start(() ->
                  quietly(() -> {
                    for (int i = 0; i < 1_000; i++) {
                      frame(socket, i == 0 ? 0x01 : 0x00, 1_000);
                    }
                  }));
      assertThat(isClosed(socket)).isTrue();
      assertThat(rpc.result("eth_chainId", "[]").asText()).startsWith("0x");
    }
  }

  @Test
  void webSockets_tooMany_areRefusedAndHttpIsNot() throws IOException {
    ConnectionLimits limits =
        new ConnectionLimits(MAX_OPEN, 99, 2, Set.of(), LONG, LONG, LONG, LONG, 1 << 20);
    try (Endpoint rpc = endpoint(limits)) {
      Socket first = connect(rpc);
      assertThat(upgrade(first)).startsWith("HTTP/1.1 101");
      assertThat(upgrade(connect(rpc))).startsWith("HTTP/1.1 101");
      assertThat(upgrade(connect(rpc))).startsWith("HTTP/1.1 503");
      assertThat(ask(connect(rpc))).contains("\"result\"");
      hangUp();
    }
  }

  @Test
  void bytes_nearlyHttp_costNothing() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Endpoint rpc = endpoint(patient(MAX_OPEN))) {
      for (int i = 0; i < 200; i++) {
        byte[] text = post("eth_chainId", "[]").getBytes(ISO_8859_1);
        for (int changes = 1 + random.nextInt(5); changes > 0; changes--) {
          text[random.nextInt(text.length)] = (byte) random.nextInt(256);
        }
        Socket socket = connect(rpc);
        socket.getOutputStream().write(text);
        socket.shutdownOutput();
        assertThat(readUntilClosed(socket)).as("seed %d", seed).doesNotContain("HTTP/1.1 500");
      }
      assertThat(ask(connect(rpc))).contains("\"result\"");
    }
  }

  private Endpoint endpoint(ConnectionLimits connections) {
    return new Endpoint(node, limits(connections, 1 << 20));
  }

  private static RpcLimits limits(ConnectionLimits connections, int maxResponseBytes) {
    RpcLimits usual = RpcLimits.DEFAULT;
    return new RpcLimits(
        MAX_BODY,
        maxResponseBytes,
        usual.maxBatch(),
        4,
        100,
        connections,
        usual.callGas(),
        usual.maxLogBlocks(),
        usual.maxLogs(),
        usual.maxFilters(),
        usual.filterIdle(),
        usual.maxSubscriptions(),
        usual.maxPushBytes(),
        usual.syncTimeout());
  }

  private static ConnectionLimits patient(int maxOpen) {
    return new ConnectionLimits(
        maxOpen, 1, maxOpen, Set.of("127.0.0.1"), LONG, LONG, LONG, LONG, 48 << 20);
  }

  private static ConnectionLimits impatient() {
    return new ConnectionLimits(MAX_OPEN, 99, 10, Set.of(), SHORT, SHORT, SHORT, SHORT, 8 << 20);
  }

  private Socket connect(Endpoint rpc) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), rpc.port);
    socket.setSoTimeout(READ_MILLIS);
    sockets.add(socket);
    return socket;
  }

  private static String post(String method, String params) {
    String body = Endpoint.request(1, method, params);
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.length(), body);
  }

  private static String ask(Socket socket) throws IOException {
    write(socket, post("eth_chainId", "[]"));
    return readAnswer(socket);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /// Head and body of one answer, or what came of it before the end.
  private static String readAnswer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return head.toString(ISO_8859_1);
      }
      head.write(next);
    }
    String text = head.toString(ISO_8859_1);
    Matcher length = LENGTH.matcher(text);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return text + new String(body, ISO_8859_1);
  }

  private static String readUntilClosed(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (int next = socket.getInputStream().read(); next >= 0; ) {
        all.write(next);
        next = socket.getInputStream().read();
      }
    } catch (SocketException _) {
      // Closed while we were still sending.
    }
    return all.toString(ISO_8859_1);
  }

  /// Whether the server closes the connection before the test's patience ends.
  private static boolean isClosed(Socket socket) throws IOException {
    String _ = readUntilClosed(socket);
    return true;
  }

  private static void drip(Socket socket, String text) {
    quietly(() -> {
      for (int i = 0; i < text.length(); i++) {
        socket.getOutputStream().write(text.charAt(i));
      }
    });
  }

  private static void stream(Socket socket, int lengthBytes) {
    byte[] part = new byte[1 << 16];
    quietly(() -> {
      for (int sent = 0; sent < lengthBytes; sent += part.length) {
        write(socket, Integer.toHexString(part.length) + "\r\n");
        socket.getOutputStream().write(part);
        write(socket, "\r\n");
      }
    });
  }

  private static String upgrade(Socket socket) throws IOException {
    write(
        socket,
        """
        GET / HTTP/1.1
        Host: localhost
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Extensions: permessage-deflate

        """
            .replace("\n", "\r\n"));
    return readAnswer(socket);
  }

  /// A masked frame that does not end the message.
  private static void frame(Socket socket, int opcode, int lengthBytes) throws IOException {
    byte[] frame = new byte[8 + lengthBytes];
    frame[0] = (byte) opcode;
    frame[1] = (byte) (0x80 | 126);
    frame[2] = (byte) (lengthBytes >> 8);
    frame[3] = (byte) lengthBytes;
    socket.getOutputStream().write(frame);
  }

  private interface Talk {
    void run() throws IOException;
  }

  /// Sends to somebody who may hang up at any moment.
  private static void quietly(Talk talk) {
    try {
      talk.run();
    } catch (IOException e) {
      assertThat(e).isInstanceOf(IOException.class);
    }
  }
}
