package org.cairn.node.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/// One connection that is kept, with one request on its way at a time. Understands just as much of
/// HTTP as servers of JSON-RPC answer: status 200 and a body of a declared length.
final class Exchange {
  private static final int FIRST_BUFFER_BYTES = 64 << 10;
  private static final int MAX_ANSWER_BYTES = 64 << 20;

  /// The answer's `result` comes this early, or it is an error.
  private static final int BEGINNING_BYTES = 96;

  private static final byte[] OK = "HTTP/1.1 200".getBytes(ISO_8859_1);
  private static final byte[] LENGTH = "content-length:".getBytes(ISO_8859_1);
  private static final byte[] RESULT = "\"result\":".getBytes(ISO_8859_1);

  private final SocketChannel channel;
  private ByteBuffer answer = ByteBuffer.allocate(FIRST_BUFFER_BYTES);
  private int scanned;
  private int bodyStart;
  private int end;
  private long sinceNanos;

  private Exchange(SocketChannel channel) {
    this.channel = channel;
  }

  static Exchange connect(SocketAddress server, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Exchange exchange = new Exchange(channel);
    channel.register(selector, SelectionKey.OP_READ, exchange);
    return exchange;
  }

  /// @param dueNanos when the request should have been sent, from where its time is counted
  void send(byte[] request, long dueNanos) throws IOException {
    sinceNanos = dueNanos;
    answer.clear();
    scanned = 0;
    bodyStart = 0;
    end = 0;
    ByteBuffer bytes = ByteBuffer.wrap(request);
    // A request is small beside the socket's buffer, which is empty when there is no other one.
    while (bytes.hasRemaining()) {
      int _ = channel.write(bytes);
    }
  }

  long sinceNanos() {
    return sinceNanos;
  }

  /// Reads what is there; true when the answer is complete.
  ///
  /// @throws IOException also when it is no result
  boolean receive() throws IOException {
    if (!answer.hasRemaining()) {
      answer =
          ByteBuffer.wrap(Arrays.copyOf(answer.array(), 2 * answer.capacity()))
              .position(answer.position());
    }
    if (channel.read(answer) < 0) {
      throw new EOFException("the server closed the connection");
    }
    if (bodyStart == 0) {
      readHead();
    }
    if (bodyStart == 0 || answer.position() < end) {
      return false;
    }
    check();
    return true;
  }

  private void readHead() throws IOException {
    byte[] bytes = answer.array();
    for (int i = scanned; i + 3 < answer.position(); i++) {
      if (bytes[i] == '\r' && bytes[i + 2] == '\r' && bytes[i + 1] == '\n') {
        bodyStart = i + 4;
        int length = length(bytes, i + 2);
        if (length > MAX_ANSWER_BYTES) {
          throw new IOException("an answer of " + length + " bytes");
        }
        end = bodyStart + length;
        return;
      }
      scanned = i;
    }
  }

  private static int length(byte[] bytes, int headEnd) throws IOException {
    for (int i = 0; i + LENGTH.length < headEnd; i++) {
      if (bytes[i] == '\n' && startsWith(bytes, i + 1, LENGTH)) {
        int length = 0;
        for (int at = i + 1 + LENGTH.length; bytes[at] != '\r'; at++) {
          length = bytes[at] == ' ' ? length : Math.addExact(length * 10, bytes[at] - '0');
        }
        return length;
      }
    }
    throw new IOException("no length: " + new String(bytes, 0, headEnd, ISO_8859_1));
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      byte each = bytes[from + i];
      byte lower = each >= 'A' && each <= 'Z' ? (byte) (each | 0x20) : each;
      if (lower != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private void check() throws IOException {
    byte[] bytes = answer.array();
    boolean found = false;
    int last = Math.min(bodyStart + BEGINNING_BYTES, end) - RESULT.length;
    for (int i = bodyStart; i <= last && !found; i++) {
      found = Arrays.equals(bytes, i, i + RESULT.length, RESULT, 0, RESULT.length);
    }
    if (!found || !Arrays.equals(bytes, 0, OK.length, OK, 0, OK.length)) {
      int shown = Math.min(end, 1_000);
      throw new IOException("no result: " + new String(bytes, 0, shown, ISO_8859_1));
    }
  }

  void close() throws IOException {
    channel.close();
  }
}
