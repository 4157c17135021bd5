package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// A result that writes itself as exactly one JSON value. All that can fail was done before.
@FunctionalInterface
public interface Answer {
  void write(JsonGenerator out) throws IOException;

  static Answer text(String text) {
    return out -> out.writeString(text);
  }

  static Answer quantity(long value) {
    return text(Quantity.of(value));
  }

  static Answer truth(boolean value) {
    return out -> out.writeBoolean(value);
  }

  /// `null`: the thing asked for does not exist.
  static Answer nothing() {
    return JsonGenerator::writeNull;
  }
}
