package org.cairn.rpc.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Hex;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;

/// Readers of the scalar types of Ethereum's JSON-RPC: strict about hexadecimal digits and lengths,
/// tolerant of leading zeros in quantities.
public final class Values {
  private static final String NO_PREFIX = "hex string without 0x prefix";

  private Values() {}

  public static String text(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new IllegalArgumentException("not a string: " + kind(parser));
    }
    return parser.getText();
  }

  public static boolean truth(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw new IllegalArgumentException("not a boolean: " + kind(parser));
    };
  }

  public static Bytes bytes(JsonParser parser) throws IOException {
    return Bytes.wrap(decode(text(parser)));
  }

  public static Address address(JsonParser parser) throws IOException {
    return address(text(parser));
  }

  /// An address that is a member's name.
  public static Address address(String text) {
    return Address.wrap(fixed(text, Address.SIZE_BYTES, "address"));
  }

  public static Hash hash(JsonParser parser) throws IOException {
    return Hash.wrap(fixed(text(parser), Hash.SIZE_BYTES, "hash"));
  }

  /// A 256-bit number.
  public static UInt256 word(JsonParser parser) throws IOException {
    return word(text(parser));
  }

  public static Wei wei(JsonParser parser) throws IOException {
    return new Wei(word(parser));
  }

  /// A number below 2^63.
  public static long number(JsonParser parser) throws IOException {
    return number(text(parser));
  }

  /// A number below 2^64, in the bits of the result.
  public static long unsigned(JsonParser parser) throws IOException {
    UInt256 value = word(parser);
    if ((value.limb1() | value.limb2() | value.limb3()) != 0) {
      throw new IllegalArgumentException("hex number > 64 bits");
    }
    return value.limb0();
  }

  /// A number below 2^63, as a quantity or in decimal, as some clients send counts.
  public static long count(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      long value = parser.getLongValue();
      if (value < 0) {
        throw new IllegalArgumentException("negative number: " + value);
      }
      return value;
    }
    String text = text(parser);
    if (!text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Long.parseLong(text);
    }
    return number(text);
  }

  /// A slot's key: up to 32 bytes of hexadecimal digits, an odd count included.
  public static UInt256 slotKey(JsonParser parser) throws IOException {
    String text = text(parser);
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    if (digits.length() > 2 * Hash.SIZE_BYTES) {
      throw new IllegalArgumentException(
          "storage key too long (want at most 32 bytes): \"" + brief(text) + "\"");
    }
    if (!isHex(digits)) {
      throw new IllegalArgumentException("invalid hex in storage key: \"" + brief(text) + "\"");
    }
    return digits.isEmpty() ? UInt256.ZERO : UInt256.fromHex("0x" + digits);
  }

  /// A reader of arrays of at most so many elements.
  public static <T> Reader<List<T>> listOf(Reader<T> element, int maxCount) {
    return parser -> {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw new IllegalArgumentException("not an array: " + kind(parser));
      }
      List<T> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (elements.size() == maxCount) {
          throw new IllegalArgumentException("more than " + maxCount + " elements");
        }
        elements.add(element.read(parser));
      }
      return elements;
    };
  }

  static long number(String text) {
    UInt256 value = word(text);
    if (!value.fitsLong()) {
      throw new IllegalArgumentException("hex number > 63 bits");
    }
    return value.limb0();
  }

  static byte[] fixed(String text, int sizeBytes, String what) {
    byte[] bytes = decode(text);
    if (bytes.length != sizeBytes) {
      throw new IllegalArgumentException(
          "hex string has length %d, want %d for %s"
              .formatted(2 * bytes.length, 2 * sizeBytes, what));
    }
    return bytes;
  }

  static String kind(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> "object";
      case START_ARRAY -> "array";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
      case VALUE_TRUE, VALUE_FALSE -> "boolean";
      case VALUE_STRING -> "string";
      default -> "null";
    };
  }

  /// A stranger's text, short enough to be given back.
  static String brief(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  private static UInt256 word(String text) {
    if (!text.startsWith("0x")) {
      throw new IllegalArgumentException(NO_PREFIX);
    }
    if (text.length() == 2) {
      throw new IllegalArgumentException("hex string \"0x\" is no number");
    }
    if (!isHex(text.substring(2))) {
      throw new IllegalArgumentException("invalid hex string \"" + brief(text) + "\"");
    }
    if (text.length() > 2 + 256) {
      throw new IllegalArgumentException("hex number > 256 bits");
    }
    return UInt256.fromHex(text);
  }

  private static byte[] decode(String text) {
    if (!text.startsWith("0x")) {
      throw new IllegalArgumentException(NO_PREFIX);
    }
    if (text.length() % 2 != 0) {
      throw new IllegalArgumentException("hex string of odd length");
    }
    try {
      return Hex.decode(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("invalid hex string \"" + brief(text) + "\"");
    }
  }

  private static boolean isHex(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (Character.digit(digits.charAt(i), 16) < 0 || digits.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }
}
