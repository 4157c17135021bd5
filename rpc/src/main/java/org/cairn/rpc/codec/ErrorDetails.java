package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an error says for programs, as its `data`: which one it is, and its figures, numbers in
/// decimal.
public record ErrorDetails(String type, SortedMap<String, String> figures) implements Answer {
  public ErrorDetails {
    figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
  }

  public static ErrorDetails of(String type) {
    return of(type, Map.of());
  }

  public static ErrorDetails of(String type, Map<String, ?> figures) {
    SortedMap<String, String> shown = new TreeMap<>();
    figures.forEach((name, value) -> shown.put(name, value.toString()));
    return new ErrorDetails(type, shown);
  }

  /// `NONCE_TOO_LOW` as `nonceTooLow`.
  public static String type(Enum<?> reason) {
    StringBuilder name = new StringBuilder();
    for (String word : reason.name().split("_", -1)) {
      String lower = word.toLowerCase(Locale.ROOT);
      name.append(
          name.isEmpty() ? lower : Character.toUpperCase(lower.charAt(0)) + lower.substring(1));
    }
    return name.toString();
  }

  @Override
  public void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("type", type);
    for (Map.Entry<String, String> figure : figures.entrySet()) {
      out.writeStringField(figure.getKey(), figure.getValue());
    }
    out.writeEndObject();
  }
}
