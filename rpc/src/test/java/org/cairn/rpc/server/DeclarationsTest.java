package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.core.types.Address;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.RpcLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What methods declare, against what they read, and against docs/rpc.md, which is made of it: run
/// with `-Dcairn.docs=write` to make it anew.
class DeclarationsTest {
  private static final String BEGIN = "<!-- methods: made of the declarations -->\n";
  private static final String END = "<!-- end of methods -->";
  private static final String DEVELOPMENT_BEGIN =
      "<!-- methods for development: made of the declarations -->\n";
  private static final String DEVELOPMENT_END = "<!-- end of methods for development -->";

  private static Endpoint rpc;
  private static JsonNode methods;
  private static Endpoint development;

  /// What only a chain for development serves.
  private static final List<JsonNode> DEVELOPMENT_METHODS = new ArrayList<>();

  @BeforeAll
  static void start() {
    FakeNode node = new FakeNode(Map.of(Address.ZERO, Wei.of(1)));
    rpc = new Endpoint(node, RpcLimits.DEFAULT);
    methods = rpc.result("rpc_discover", "[]").get("methods");
    development =
        new Endpoint(
            node.developmentPorts(),
            new ServerOptions("127.0.0.1", 0, List.of(), "--rpc-cors", RpcLimits.DEFAULT));
    Set<String> usual = new HashSet<>();
    methods.forEach(method -> usual.add(method.get("name").textValue()));
    for (JsonNode method : development.result("rpc_discover", "[]").get("methods")) {
      if (!usual.contains(method.get("name").textValue())) {
        DEVELOPMENT_METHODS.add(method);
      }
    }
  }

  @AfterAll
  static void stop() {
    rpc.close();
    development.close();
  }

  @Test
  void discover_anyTime_listsItselfAndTheOthers() {
    List<String> names = new ArrayList<>();
    methods.forEach(method -> names.add(method.get("name").textValue()));
    assertThat(names).doesNotHaveDuplicates().contains("eth_getBalance", "rpc_discover");
    JsonNode balance = methods.get(names.indexOf("eth_getBalance"));
    assertThat(balance.get("params").get(0).get("required").booleanValue()).isTrue();
    assertThat(balance.get("params").get(1).get("required").booleanValue()).isFalse();
    assertThat(balance.get("result").get("schema").get("type").textValue()).isEqualTo("string");
  }

  @Test
  void declaration_oneArgumentTooMany_isRefusedWithTheDeclaredCount() {
    checkArgumentCounts(rpc, methods);
    checkArgumentCounts(development, DEVELOPMENT_METHODS);
  }

  private static void checkArgumentCounts(Endpoint endpoint, Iterable<JsonNode> declared) {
    for (JsonNode method : declared) {
      String name = method.get("name").textValue();
      List<String> arguments = new ArrayList<>();
      method.get("params").forEach(parameter -> arguments.add(example(name, parameter)));
      int count = arguments.size();
      arguments.add("1");
      JsonNode error = endpoint.error(name, "[" + String.join(",", arguments) + "]");
      assertThat(error.get("code").intValue()).as(name + error).isEqualTo(-32602);
      String message = error.get("message").textValue();
      boolean isCounted = message.startsWith("too many arguments");
      assertThat(!isCounted || message.endsWith("want at most " + count))
          .as(name + ": " + message)
          .isTrue();
      assertThat(isCounted || message.contains("argument")).as(name + ": " + message).isTrue();
    }
  }

  @Test
  void declaration_requiredArgumentMissing_isRefused() {
    checkRequired(rpc, methods);
    checkRequired(development, DEVELOPMENT_METHODS);
  }

  private static void checkRequired(Endpoint endpoint, Iterable<JsonNode> declared) {
    for (JsonNode method : declared) {
      if (!method.get("params").isEmpty()
          && method.get("params").get(0).get("required").booleanValue()) {
        String name = method.get("name").textValue();
        assertThat(endpoint.error(name, "[]").get("message").textValue())
            .as(name)
            .isEqualTo("missing value for required argument 0");
      }
    }
  }

  @Test
  void documentation_table_isThatOfTheDeclarations() throws IOException {
    checkTable(BEGIN, END, table(methods));
    checkTable(DEVELOPMENT_BEGIN, DEVELOPMENT_END, table(DEVELOPMENT_METHODS));
  }

  private static void checkTable(String first, String last, String table) throws IOException {
    Path file = Path.of(System.getProperty("cairn.root", ".."), "docs", "rpc.md");
    String text = Files.readString(file);
    int begin = text.indexOf(first) + first.length();
    int end = text.indexOf(last);
    assertThat(end).isGreaterThanOrEqualTo(begin);
    if ("write".equals(System.getProperty("cairn.docs"))) {
      Files.writeString(file, text.substring(0, begin) + table + text.substring(end));
    } else {
      assertThat(text.substring(begin, end)).isEqualTo(table);
    }
  }

  @Test
  void developmentMethods_onAnyOtherChain_doNotExist() {
    assertThat(DEVELOPMENT_METHODS).hasSizeGreaterThan(40);
    for (JsonNode method : DEVELOPMENT_METHODS) {
      String name = method.get("name").textValue();
      assertThat(rpc.error(name, "[]").get("code").intValue()).as(name).isEqualTo(-32601);
    }
    assertThat(rpc.result("eth_accounts", "[]")).isEmpty();
  }

  private static String table(Iterable<JsonNode> methods) {
    StringBuilder table = new StringBuilder();
    String namespace = "";
    for (JsonNode method : methods) {
      String name = method.get("name").textValue();
      String own = name.substring(0, name.indexOf('_'));
      if (!own.equals(namespace)) {
        namespace = own;
        table
            .append("\n### ")
            .append(own)
            .append("\n\n| method | arguments | result | |\n| --- | --- | --- | --- |\n");
      }
      List<String> arguments = new ArrayList<>();
      for (JsonNode parameter : method.get("params")) {
        arguments.add(
            parameter.get("name").textValue()
                + (parameter.get("required").booleanValue() ? "" : "?"));
      }
      table
          .append("| `")
          .append(name)
          .append("` | ")
          .append(String.join(", ", arguments))
          .append(" | ")
          .append(method.get("result").get("schema").get("title").textValue())
          .append(" | ")
          .append(method.get("summary").textValue())
          .append(" |\n");
    }
    return table.append('\n').toString();
  }

  private static String example(String method, JsonNode parameter) {
    return switch (parameter.get("schema").get("title").textValue()) {
      case "address" -> "\"" + FakeNode.CONTRACT + "\"";
      case "32-byte hash" -> "\"" + FakeNode.TOPIC + "\"";
      case "bytes" -> "\"0x00\"";
      case "quantity" -> "\"0x1\"";
      case "block" ->
          method.contains("ByHash") || method.contains("ByBlockHash")
              ? "\"" + FakeNode.TOPIC + "\""
              : "\"latest\"";
      case "boolean" -> "false";
      case "list" -> "[]";
      case "object" -> "{}";
      default -> "\"0x1\"";
    };
  }
}
