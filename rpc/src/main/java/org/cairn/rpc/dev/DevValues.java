package org.cairn.rpc.dev;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigInteger;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.Values;

/// Readers of what development tools send: numbers as quantities, as JSON numbers, or as decimal
/// text.
final class DevValues {
  private static final int MAX_DIGITS = 78;

  private DevValues() {}

  static UInt256 word(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return UInt256.of(parser.getBigIntegerValue());
    }
    String text = Values.text(parser);
    boolean decimal =
        !text.isEmpty()
            && text.length() <= MAX_DIGITS
            && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return decimal ? UInt256.of(new BigInteger(text)) : Values.word(parser);
  }

  static Wei wei(JsonParser parser) throws IOException {
    return new Wei(word(parser));
  }

  /// A number below 2^64, in the bits of the result.
  static long unsigned(JsonParser parser) throws IOException {
    UInt256 value = word(parser);
    if ((value.limb1() | value.limb2() | value.limb3()) != 0) {
      throw new IllegalArgumentException("number > 64 bits");
    }
    return value.limb0();
  }

  /// A slot's value: up to 32 bytes of hexadecimal digits.
  static UInt256 slotValue(JsonParser parser) throws IOException {
    return Values.slotKey(parser);
  }

  /// A 32-byte value that some clients send with fewer digits.
  static Hash hash(JsonParser parser) throws IOException {
    return Values.slotKey(parser).toHash();
  }
}
