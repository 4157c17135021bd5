package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// Members of a JSON object with values of core; an absent value is written as `null`.
public final class Fields {
  private Fields() {}

  public static void quantity(JsonGenerator out, String name, long value) throws IOException {
    out.writeStringField(name, Quantity.of(value));
  }

  public static void quantity(JsonGenerator out, String name, UInt256 value) throws IOException {
    out.writeStringField(name, value.toHex());
  }

  public static void quantity(JsonGenerator out, String name, @Nullable Wei value)
      throws IOException {
    text(out, name, value == null ? null : Quantity.of(value));
  }

  public static void hex(JsonGenerator out, String name, @Nullable Hash value) throws IOException {
    text(out, name, value == null ? null : value.toString());
  }

  public static void hex(JsonGenerator out, String name, @Nullable Address value)
      throws IOException {
    text(out, name, value == null ? null : value.toString());
  }

  public static void hex(JsonGenerator out, String name, Bytes value) throws IOException {
    out.writeStringField(name, value.toString());
  }

  public static void text(JsonGenerator out, String name, @Nullable String value)
      throws IOException {
    out.writeFieldName(name);
    if (value == null) {
      out.writeNull();
    } else {
      out.writeString(value);
    }
  }
}
