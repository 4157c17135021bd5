package org.cairn.core.types;

import java.util.HexFormat;

/// Hexadecimal text with the prefix `0x`, as Ethereum writes byte strings and quantities.
public final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  /// The bytes as `0x` and two lower-case digits each.
  public static String encode(byte[] bytes) {
    return "0x" + FORMAT.formatHex(bytes);
  }

  /// The bytes of an even number of digits, with or without the prefix.
  ///
  /// @throws IllegalArgumentException when a character is no digit or the count is odd
  public static byte[] decode(String text) {
    return FORMAT.parseHex(text, text.startsWith("0x") ? 2 : 0, text.length());
  }
}
