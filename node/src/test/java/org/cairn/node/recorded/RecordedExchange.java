package org.cairn.node.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One file of the suite: requests with the responses that were recorded. With `onlyShape` results
/// need not be the same, but fit their schema.
record RecordedExchange(boolean onlyShape, List<Pair> pairs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Pair(String request, JsonNode response) {}

  static RecordedExchange read(Path file) {
    boolean onlyShape = false;
    List<Pair> pairs = new ArrayList<>();
    String request = null;
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("//")) {
          onlyShape |= line.contains("speconly");
        } else if (line.startsWith(">> ")) {
          request = line.substring(3);
        } else if (line.startsWith("<< ") && request != null) {
          pairs.add(new Pair(request, JSON.readTree(line.substring(3))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RecordedExchange(onlyShape, List.copyOf(pairs));
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the response differs from the recorded one, or nothing. The texts of errors are each
  /// client's own.
  @Nullable String difference(Pair pair, JsonNode got) {
    if (onlyShape && pair.response.has("result")) {
      return got.has("result") ? null : "no result: " + got;
    }
    return difference("$", withoutMessages(pair.response), withoutMessages(got));
  }

  private static JsonNode withoutMessages(JsonNode node) {
    JsonNode copy = node.deepCopy();
    copy.findParents("error")
        .forEach(parent -> {
          if (parent.get("error") instanceof ObjectNode error) {
            error.remove("message");
          }
        });
    return copy;
  }

  private static @Nullable String difference(String path, JsonNode want, JsonNode got) {
    if (want.isObject() && got.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      want.fieldNames().forEachRemaining(names::add);
      got.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        JsonNode wanted = want.get(name);
        JsonNode found = got.get(name);
        String at = path + "." + name;
        String difference =
            wanted == null
                ? at + " is extra"
                : found == null ? at + " is missing" : difference(at, wanted, found);
        if (difference != null) {
          return difference;
        }
      }
      return null;
    }
    if (want.isArray() && got.isArray() && want.size() == got.size()) {
      for (int i = 0; i < want.size(); i++) {
        String difference = difference(path + "[" + i + "]", want.get(i), got.get(i));
        if (difference != null) {
          return difference;
        }
      }
      return null;
    }
    boolean same =
        (want.isNumber() && got.isNumber())
            ? want.doubleValue() == got.doubleValue()
            : want.equals(got);
    return same ? null : path + ": " + brief(got) + ", not " + brief(want);
  }

  private static String brief(JsonNode node) {
    String text = node.toString();
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }
}
