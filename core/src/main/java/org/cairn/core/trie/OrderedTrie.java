package org.cairn.core.trie;

import java.util.List;
import org.cairn.core.types.Hash;

/// The trie of a list: each value under the RLP of its index. Headers commit to transactions,
/// receipts and withdrawals by its root.
public final class OrderedTrie {
  private OrderedTrie() {}

  /// The root for these values in this order.
  public static Hash root(List<byte[]> values) {
    int count = values.size();
    byte[][] keys = new byte[count][];
    byte[][] sorted = new byte[count][];
    // RLP writes 0 as 0x80, which sorts after 0x01 to 0x7f and before all longer integers.
    int position = 0;
    for (int index = 1; index < Math.min(count, 0x80); index++) {
      keys[position] = key(index);
      sorted[position++] = values.get(index);
    }
    if (count > 0) {
      keys[position] = key(0);
      sorted[position++] = values.getFirst();
    }
    for (int index = 0x80; index < count; index++) {
      keys[position] = key(index);
      sorted[position++] = values.get(index);
    }
    return BulkRoot.of(keys, sorted);
  }

  private static byte[] key(int index) {
    if (index == 0) {
      return new byte[] {(byte) 0x80};
    }
    if (index < 0x80) {
      return new byte[] {(byte) index};
    }
    int lengthBytes = (39 - Integer.numberOfLeadingZeros(index)) / 8;
    byte[] key = new byte[1 + lengthBytes];
    key[0] = (byte) (0x80 + lengthBytes);
    for (int i = 0; i < lengthBytes; i++) {
      key[1 + i] = (byte) (index >>> (8 * (lengthBytes - 1 - i)));
    }
    return key;
  }
}
