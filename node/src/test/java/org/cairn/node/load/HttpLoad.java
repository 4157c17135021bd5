package org.cairn.node.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Sends requests to a server for some time and counts what comes back, on the caller's thread:
/// either the next one as soon as a connection has its answer, or one after the other at a steady
/// pace. At a pace the time of an answer counts from when its request was due, so that a server
/// which stalls does not profit from requests that could not be sent meanwhile.
public final class HttpLoad {
  private static final long NANOS_A_SECOND = 1_000_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// @param answers within the time
  public record Figures(long answers, double seconds, Latencies latencies) {
    public double perSecond() {
      return answers / seconds;
    }
  }

  private final InetSocketAddress server;
  private final int connections;
  private final List<byte[]> requests;
  private final Deque<Exchange> idle = new ArrayDeque<>();
  private final Latencies latencies = new Latencies();
  private int sent;
  private int onTheirWay;

  private HttpLoad(InetSocketAddress server, int connections, List<String> bodies) {
    this.server = server;
    this.connections = connections;
    this.requests = bodies.stream().map(body -> post(server, body)).toList();
  }

  /// As many requests as the server answers, one on each connection.
  public static Figures fast(
      InetSocketAddress server, int connections, List<String> bodies, Duration time) {
    return new HttpLoad(server, connections, bodies).run(0, time.toNanos());
  }

  /// So many a second, on whichever connection is free.
  public static Figures paced(
      InetSocketAddress server,
      int connections,
      List<String> bodies,
      double perSecond,
      Duration time) {
    return new HttpLoad(server, connections, bodies)
        .run((long) (NANOS_A_SECOND / perSecond), time.toNanos());
  }

  private static byte[] post(InetSocketAddress server, String body) {
    String head =
        "POST / HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(server.getHostString(), server.getPort(), body.getBytes(UTF_8).length);
    return (head + body).getBytes(UTF_8);
  }

  private Figures run(long intervalNanos, long timeNanos) {
    List<Exchange> open = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        open.add(Exchange.connect(server, selector));
      }
      idle.addAll(open);
      Figures figures = run(selector, intervalNanos, timeNanos);
      for (Exchange exchange : open) {
        exchange.close();
      }
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Figures run(Selector selector, long intervalNanos, long timeNanos) throws IOException {
    long start = System.nanoTime();
    long now = start;
    long due = start;
    while (now - start < timeNanos) {
      while (!idle.isEmpty() && due <= now) {
        sendNext(intervalNanos == 0 ? now : due);
        due += intervalNanos;
      }
      boolean waitsForTime = intervalNanos != 0 && !idle.isEmpty();
      await(selector, waitsForTime ? Math.max(1, (due - now) / 1_000_000) : PATIENCE.toMillis());
      now = System.nanoTime();
      due = intervalNanos == 0 ? now : due;
    }
    long answers = latencies.count();
    double seconds = (now - start) / (double) NANOS_A_SECOND;
    while (onTheirWay > 0) {
      await(selector, PATIENCE.toMillis());
    }
    // What could not be sent in time is as late as it is by now.
    for (long late = due; intervalNanos != 0 && late < now; late += intervalNanos) {
      latencies.add(now - late);
    }
    return new Figures(answers, seconds, latencies);
  }

  private void sendNext(long dueNanos) throws IOException {
    idle.remove().send(requests.get(sent % requests.size()), dueNanos);
    sent++;
    onTheirWay++;
  }

  private void await(Selector selector, long millis) throws IOException {
    int ready = selector.select(this::onReadable, millis);
    if (ready == 0 && millis == PATIENCE.toMillis()) {
      throw new IOException("no answer for " + PATIENCE.toSeconds() + " seconds");
    }
  }

  private void onReadable(SelectionKey key) {
    Exchange exchange = (Exchange) key.attachment();
    try {
      if (exchange.receive()) {
        latencies.add(System.nanoTime() - exchange.sinceNanos());
        onTheirWay--;
        idle.add(exchange);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
