package org.cairn.rpc.method;

import org.jspecify.annotations.Nullable;

/// The types of arguments and results as clients are told of them.
public enum Kind {
  ADDRESS("address", "string", "^0x[0-9a-fA-F]{40}$"),
  HASH("32-byte hash", "string", "^0x[0-9a-f]{64}$"),
  BYTES("bytes", "string", "^0x([0-9a-fA-F]{2})*$"),
  QUANTITY("quantity", "string", "^0x(0|[1-9a-f][0-9a-f]*)$"),
  BLOCK("block", null, null),
  TEXT("text", "string", null),
  TRUTH("boolean", "boolean", null),
  LIST("list", "array", null),
  OBJECT("object", "object", null),
  ANY("any", null, null);

  private final String shown;
  private final @Nullable String jsonType;
  private final @Nullable String pattern;

  Kind(String shown, @Nullable String jsonType, @Nullable String pattern) {
    this.shown = shown;
    this.jsonType = jsonType;
    this.pattern = pattern;
  }

  /// In words, for a table.
  public String shown() {
    return shown;
  }

  /// The `type` of JSON Schema; nothing where several fit.
  public @Nullable String jsonType() {
    return jsonType;
  }

  public @Nullable String pattern() {
    return pattern;
  }
}
