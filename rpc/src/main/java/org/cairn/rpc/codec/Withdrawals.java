package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.types.Address;
import org.jspecify.annotations.Nullable;

/// Withdrawals as objects (EIP-4895).
public final class Withdrawals {
  private Withdrawals() {}

  public static void write(JsonGenerator out, List<Withdrawal> withdrawals) throws IOException {
    out.writeStartArray();
    for (Withdrawal withdrawal : withdrawals) {
      out.writeStartObject();
      Fields.quantity(out, "index", withdrawal.index());
      Fields.quantity(out, "validatorIndex", withdrawal.validatorIndex());
      Fields.hex(out, "address", withdrawal.address());
      Fields.quantity(out, "amount", withdrawal.amountGwei());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /// Reads one; absent numbers are zero.
  public static Withdrawal read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("a withdrawal must be an object");
    }
    long index = 0;
    long validator = 0;
    long amountGwei = 0;
    @Nullable Address address = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      var _ = parser.nextToken();
      switch (name) {
        case "index" -> index = Values.unsigned(parser);
        case "validatorIndex" -> validator = Values.unsigned(parser);
        case "address" -> address = Values.address(parser);
        case "amount" -> amountGwei = Values.unsigned(parser);
        default -> parser.skipChildren();
      }
    }
    if (address == null) {
      throw new IllegalArgumentException("missing member \"address\" of a withdrawal");
    }
    return new Withdrawal(index, validator, address, amountGwei);
  }
}
