package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.method.MethodTable;
import org.cairn.rpc.method.Methods;
import org.cairn.rpc.port.CallOutcome;
import org.cairn.rpc.port.Ports;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.Filters;
import org.cairn.rpc.subscription.HeadWatch;
import org.cairn.rpc.subscription.LogScan;
import org.cairn.rpc.subscription.Subscriptions;
import org.jspecify.annotations.Nullable;

/// All methods over a node in memory, without a socket, to be fed with anything. Whatever comes is
/// answered by a well-formed response, and no error is a defect of ours.
final class FuzzTarget implements AutoCloseable {
  private static final int LEAST_RUNS = 3_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RpcLimits LIMITS =
      new RpcLimits(
          200_000,
          50_000,
          20,
          1,
          10,
          RpcLimits.DEFAULT.connections(),
          1_000_000,
          100,
          100,
          1_000_000,
          Duration.ofMinutes(5),
          4,
          100_000,
          Duration.ofNanos(1));

  private final MethodThreads threads = new MethodThreads(1, 1);
  private final MethodTable methods;
  private final JsonRpc rpc;

  FuzzTarget() {
    FakeNode node = new FakeNode(Map.of());
    node.executor = (_, _, _) -> new CallOutcome.Success(Bytes.EMPTY, 21_000, 0);
    Ports ports = node.ports();
    HeadWatch heads = new HeadWatch();
    LogScan scan = new LogScan(ports.chain(), LIMITS);
    Filters filters = new Filters(ports.chain(), scan, heads, LIMITS, System::nanoTime);
    var subscriptions = new Subscriptions(ports, heads, scan, LIMITS);
    methods =
        Methods.all(
            ports,
            LIMITS,
            new Methods.Followers(heads, scan, filters, subscriptions),
            _ -> List.of());
    rpc =
        new JsonRpc(
            methods,
            LIMITS,
            new RateLimit(0, System::nanoTime),
            new MemoryBudget(1 << 20),
            threads);
  }

  MethodTable methods() {
    return methods;
  }

  /// Runs for as long as `scripts/fuzz` says, or a few thousand times.
  static void repeat(Consumer<RandomGenerator> run) {
    long seed = Long.getLong("cairn.fuzz.seed", System.nanoTime());
    long endNanos = System.nanoTime() + Long.getLong("cairn.fuzz.millis", 0) * 1_000_000;
    for (long i = 0; i < LEAST_RUNS || System.nanoTime() < endNanos; i++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + i);
      try {
        run.accept(random);
      } catch (RuntimeException | Error e) {
        throw new AssertionError("repeat it with -Dcairn.fuzz.seed=" + (seed + i), e);
      }
    }
  }

  /// Sends the bytes, and checks what comes back.
  void feed(byte[] text) {
    ResponseBuffer response =
        rpc.answer(rpc.read(text), new Caller(null, Caller.NOBODY, "fuzz", true));
    if (response == null) {
      return;
    }
    String shown = new String(text, UTF_8);
    JsonNode answer = read(response, shown);
    response.release();
    if (answer.isArray()) {
      assertThat(answer.isEmpty()).as(shown).isFalse();
      answer.forEach(each -> check(each, shown));
    } else {
      check(answer, shown);
    }
  }

  private static JsonNode read(ResponseBuffer response, String shown) {
    try {
      return JSON.readTree(response.shared(), 0, response.size());
    } catch (IOException e) {
      return fail("no JSON: " + response.text() + " for " + shown, e);
    }
  }

  private static void check(JsonNode answer, String shown) {
    Set<String> names = new HashSet<>();
    answer.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .as(shown)
        .isIn(Set.of("jsonrpc", "id", "result"), Set.of("jsonrpc", "id", "error"));
    JsonNode error = answer.get("error");
    if (error != null) {
      @Nullable String message = error.path("message").textValue();
      assertThat(error.path("code").isInt()).as(shown).isTrue();
      assertThat(message).as(shown).isNotNull();
      assertThat(error.path("code").intValue()).as("%s: %s", message, shown).isNotEqualTo(-32603);
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
