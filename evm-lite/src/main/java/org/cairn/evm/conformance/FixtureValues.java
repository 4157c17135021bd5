package org.cairn.evm.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// Values as test files and geth's tools write them in JSON. Every method throws
/// [IllegalArgumentException] for what it cannot read.
public final class FixtureValues {
  private FixtureValues() {}

  /// A number: hexadecimal with 0x (0x alone is zero), decimal, or a JSON number.
  public static UInt256 number(JsonNode node) {
    if (node.isIntegralNumber()) {
      return UInt256.of(node.bigIntegerValue());
    }
    String text = text(node);
    if (text.equals("0x") || text.isEmpty()) {
      return UInt256.ZERO;
    }
    return text.startsWith("0x") ? UInt256.fromHex(text) : UInt256.of(new BigInteger(text));
  }

  public static Wei wei(JsonNode node) {
    return new Wei(number(node));
  }

  /// A number of 64 bits without sign.
  public static long unsignedLong(JsonNode node) {
    UInt256 number = number(node);
    if ((number.limb3() | number.limb2() | number.limb1()) != 0) {
      throw new IllegalArgumentException("more than 64 bits: " + number);
    }
    return number.limb0();
  }

  /// A number of 63 bits.
  public static long number63(JsonNode node) {
    long number = unsignedLong(node);
    if (number < 0) {
      throw new IllegalArgumentException("more than 63 bits: " + Long.toUnsignedString(number));
    }
    return number;
  }

  public static int number31(JsonNode node) {
    return Math.toIntExact(number63(node));
  }

  /// Bytes in hexadecimal, with or without 0x.
  public static Bytes bytes(JsonNode node) {
    return bytes(text(node));
  }

  static Bytes bytes(String text) {
    return Bytes.fromHex(text.startsWith("0x") ? text : "0x" + text);
  }

  public static Hash hash(JsonNode node) {
    return Hash.fromHex(text(node));
  }

  /// An address, with or without 0x, in any case.
  public static Address address(JsonNode node) {
    return address(text(node));
  }

  static Address address(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return Address.fromHex(lower.startsWith("0x") ? lower : "0x" + lower);
  }

  /// The elements of an array, each bytes in hexadecimal.
  static List<Bytes> list(JsonNode array) {
    List<Bytes> elements = new ArrayList<>();
    array.forEach(element -> elements.add(bytes(element)));
    return elements;
  }

  /// The element of an array, absent also where it is JSON's null.
  static @Nullable JsonNode member(JsonNode array, int index) {
    JsonNode element = array.get(index);
    return element == null || element.isNull() ? null : element;
  }

  /// The member of an object, absent also where it is JSON's null.
  public static @Nullable JsonNode member(JsonNode object, String name) {
    JsonNode member = object.get(name);
    return member == null || member.isNull() ? null : member;
  }

  /// The member of an object that has to be there.
  public static JsonNode required(JsonNode object, String name) {
    JsonNode member = member(object, name);
    if (member == null) {
      throw new IllegalArgumentException("missing: " + name);
    }
    return member;
  }

  static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new IllegalArgumentException("not a string: " + node);
    }
    return node.textValue();
  }
}
