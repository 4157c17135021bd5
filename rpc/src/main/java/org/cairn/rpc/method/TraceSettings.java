package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.trace.TraceKind;
import org.jspecify.annotations.Nullable;

/// What a client wants of a trace, and how long it may take. The overrides only matter to
/// `debug_traceCall`.
record TraceSettings(TraceKind kind, Duration timeout, StateOverrides state, BlockOverrides block) {
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration MAX_TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

  static final TraceSettings USUAL =
      new TraceSettings(
          new TraceKind.Opcodes(true, false, true, false, 0),
          USUAL_TIMEOUT,
          StateOverrides.NONE,
          BlockOverrides.NONE);

  static TraceSettings read(JsonParser parser) throws IOException {
    Draft draft = new Draft();
    expectObject(parser, "the trace configuration");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        draft.member(name, parser);
      }
    }
    return draft.complete();
  }

  private static final class Draft {
    private final Map<String, Boolean> switches = new TreeMap<>();
    private @Nullable String tracer;
    private long limit;
    private Duration timeout = USUAL_TIMEOUT;
    private StateOverrides state = StateOverrides.NONE;
    private BlockOverrides block = BlockOverrides.NONE;

    void member(String name, JsonParser parser) throws IOException {
      switch (name) {
        case "tracer" -> tracer = Values.text(parser);
        case "tracerConfig" -> {
          expectObject(parser, "tracerConfig");
          while (parser.nextToken() != JsonToken.END_OBJECT) {
            String inner = parser.currentName();
            var _ = parser.nextToken();
            flag(inner, parser);
          }
        }
        case "limit" -> limit = Values.count(parser);
        case "timeout" -> timeout = duration(Values.text(parser));
        case "stateOverrides" -> state = StateOverrides.read(parser);
        case "blockOverrides" -> block = BlockOverrides.read(parser);
        default -> flag(name, parser);
      }
    }

    private void flag(String name, JsonParser parser) throws IOException {
      switch (parser.currentToken()) {
        case VALUE_TRUE -> switches.put(name, true);
        case VALUE_FALSE -> switches.put(name, false);
        default -> parser.skipChildren();
      }
    }

    private boolean on(String name) {
      return switches.getOrDefault(name, false);
    }

    TraceSettings complete() {
      return new TraceSettings(kind(), timeout, state, block);
    }

    private TraceKind kind() {
      return switch (tracer == null ? "" : tracer) {
        case "" ->
            new TraceKind.Opcodes(
                !on("disableStack"),
                on("enableMemory"),
                !on("disableStorage"),
                on("enableReturnData"),
                limit);
        case "callTracer" -> new TraceKind.Calls(on("onlyTopCall"), on("withLog"));
        case "flatCallTracer" ->
            new TraceKind.FlatCalls(on("convertParityErrors"), on("includePrecompiles"));
        case "prestateTracer" -> prestate();
        case "4byteTracer" -> new TraceKind.Selectors();
        case "noopTracer" -> new TraceKind.Nothing();
        default ->
            throw new IllegalArgumentException(
                "no such tracer: there are callTracer, flatCallTracer, prestateTracer, 4byteTracer"
                    + " and noopTracer");
      };
    }

    private TraceKind prestate() {
      boolean code = !on("disableCode");
      boolean storage = !on("disableStorage");
      if (on("diffMode") && on("includeEmpty")) {
        throw new IllegalArgumentException("cannot use diffMode with includeEmpty");
      }
      return on("diffMode")
          ? new TraceKind.Difference(code, storage)
          : new TraceKind.Prestate(code, storage, on("includeEmpty"));
    }
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a timeout is a number with ms, s or m behind it");
    }
    long amount = Long.parseLong(matcher.group(1));
    Duration wanted =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          default -> Duration.ofMinutes(amount);
        };
    return wanted.compareTo(MAX_TIMEOUT) > 0 ? MAX_TIMEOUT : wanted;
  }

  private static void expectObject(JsonParser parser, String what) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException(what + " must be an object");
    }
  }
}
