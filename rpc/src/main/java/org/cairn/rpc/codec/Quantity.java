package org.cairn.rpc.codec;

import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;

/// Numbers as JSON-RPC writes them: hexadecimal without leading zeros.
public final class Quantity {
  private Quantity() {}

  /// The 64 bits read as unsigned.
  public static String of(long value) {
    return "0x" + Long.toHexString(value);
  }

  public static String of(UInt256 value) {
    return value.toHex();
  }

  public static String of(Wei value) {
    return value.value().toHex();
  }
}
