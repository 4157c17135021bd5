package org.cairn.core.types;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;

/// Hexadecimal text with the prefix `0x`, as Ethereum writes byte strings and quantities.
public final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(ISO_8859_1);

  private Hex() {}

  /// The bytes as `0x` and two lower-case digits each.
  public static String encode(byte[] bytes) {
    byte[] text = new byte[2 + 2 * bytes.length];
    text[0] = '0';
    text[1] = 'x';
    for (int i = 0; i < bytes.length; i++) {
      text[2 + 2 * i] = DIGITS[bytes[i] >> 4 & 15];
      text[3 + 2 * i] = DIGITS[bytes[i] & 15];
    }
    return new String(text, ISO_8859_1);
  }

  /// The bytes of an even number of digits, with or without the prefix.
  ///
  /// @throws IllegalArgumentException when a character is no digit or the count is odd
  public static byte[] decode(String text) {
    return FORMAT.parseHex(text, text.startsWith("0x") ? 2 : 0, text.length());
  }
}
