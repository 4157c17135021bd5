package org.cairn.evm.precompile;

/// Reading of a precompile's input.
final class Input {
  private Input() {}

  /// The number of 32-byte words that hold so many bytes.
  static long words(long lengthBytes) {
    return (lengthBytes + 31) >>> 5;
  }

  /// So many bytes from a position within the input, with zeros for those beyond its end.
  static byte[] padded(byte[] input, int offset, int lengthBytes, int from, int count) {
    byte[] result = new byte[count];
    int available = Math.min(count, lengthBytes - from);
    if (available > 0) {
      System.arraycopy(input, offset + from, result, 0, available);
    }
    return result;
  }
}
