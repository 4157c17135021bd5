package org.cairn.genesis.json;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One JSON value.
public sealed interface Json {
  /// An object: its members in the order of the text; no name comes twice.
  record Members(Map<String, Json> members) implements Json {
    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /// An array.
  record Elements(List<Json> elements) implements Json {
    public Elements {
      elements = List.copyOf(elements);
    }
  }

  record Text(String value) implements Json {}

  record Whole(BigInteger value) implements Json {}

  /// A number with a fraction or an exponent, which none of our files has.
  record Fraction(String text) implements Json {}

  /// A value that is a word of its own.
  enum Literal implements Json {
    NULL,
    TRUE,
    FALSE
  }

  /// The value at the end of a path through objects, or `null` when there is none.
  default Json at(String... names) {
    Json value = this;
    for (String name : names) {
      value =
          value instanceof Members object
              ? object.members().getOrDefault(name, Literal.NULL)
              : Literal.NULL;
    }
    return value;
  }

  /// The value as a message shows it: in full when it is simple, else its kind.
  default String shown() {
    return switch (this) {
      case Members _ -> "an object";
      case Elements _ -> "an array";
      case Text(String value) -> "\"" + value + "\"";
      case Whole(BigInteger value) -> value.toString();
      case Fraction(String text) -> text;
      case Literal literal -> literal.name().toLowerCase(Locale.ROOT);
    };
  }
}
