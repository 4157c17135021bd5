package org.cairn.rpc.subscription;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Json;

/// What is pushed to many subscriptions, written once: only the subscription's id differs.
final class Notice {
  /// Where the id goes: what is written before it never has this character.
  private static final String ID_PLACE = "\u007f";

  private final String before;
  private final String after;

  private Notice(String before, String after) {
    this.before = before;
    this.after = after;
  }

  static Notice of(Answer result) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = Json.writer(text)) {
      out.writeStartObject();
      out.writeStringField("jsonrpc", "2.0");
      out.writeStringField("method", "eth_subscription");
      out.writeObjectFieldStart("params");
      out.writeStringField("subscription", ID_PLACE);
      out.writeFieldName("result");
      result.write(out);
      out.writeEndObject();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    // The first is ours, whatever the result holds.
    String whole = text.toString();
    int place = whole.indexOf(ID_PLACE);
    return new Notice(whole.substring(0, place), whole.substring(place + ID_PLACE.length()));
  }

  /// The text for the subscription with that id, which is one of our own hexadecimal numbers.
  String to(String id) {
    return before + id + after;
  }
}
