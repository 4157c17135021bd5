package org.cairn.core.trie;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// The Yellow Paper's appendix D said again in the plainest way, with its own RLP: the oracle of
/// the trie tests. Slow, and takes any keys.
public final class NaiveTrie {
  private NaiveTrie() {}

  /// The root of the trie with these entries.
  public static Hash root(SortedMap<Bytes, byte[]> entries) {
    if (entries.isEmpty()) {
      return Keccak256.hash(new byte[] {(byte) 0x80});
    }
    Map<String, byte[]> byNibbles = new TreeMap<>();
    entries.forEach((key, value) -> byNibbles.put(key.toString().substring(2), value));
    return Keccak256.hash(node(byNibbles, 0));
  }

  private static byte[] node(Map<String, byte[]> entries, int depth) {
    if (entries.isEmpty()) {
      return string(new byte[0]);
    }
    if (entries.size() == 1) {
      Map.Entry<String, byte[]> only = entries.entrySet().iterator().next();
      return list(string(hexPrefix(only.getKey().substring(depth), true)), string(only.getValue()));
    }
    String shared = sharedPrefix(entries).substring(depth);
    if (!shared.isEmpty()) {
      return list(
          string(hexPrefix(shared, false)), reference(node(entries, depth + shared.length())));
    }
    byte[][] parts = new byte[17][];
    parts[16] = string(new byte[0]);
    for (int nibble = 0; nibble < 16; nibble++) {
      Map<String, byte[]> below = new TreeMap<>();
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        if (entry.getKey().length() == depth) {
          parts[16] = string(entry.getValue());
        } else if (Character.digit(entry.getKey().charAt(depth), 16) == nibble) {
          below.put(entry.getKey(), entry.getValue());
        }
      }
      parts[nibble] = below.isEmpty() ? string(new byte[0]) : reference(node(below, depth + 1));
    }
    return list(parts);
  }

  private static String sharedPrefix(Map<String, byte[]> entries) {
    String prefix = null;
    for (String key : entries.keySet()) {
      if (prefix == null) {
        prefix = key;
      }
      int length = 0;
      while (length < Math.min(prefix.length(), key.length())
          && prefix.charAt(length) == key.charAt(length)) {
        length++;
      }
      prefix = prefix.substring(0, length);
    }
    return prefix == null ? "" : prefix;
  }

  private static byte[] reference(byte[] node) {
    return node.length < 32 ? node : string(Keccak256.hash(node).toArray());
  }

  private static byte[] hexPrefix(String nibbles, boolean leaf) {
    int flag = leaf ? 2 : 0;
    String text =
        nibbles.length() % 2 == 0 ? flag + "0" + nibbles : Integer.toString(flag + 1) + nibbles;
    return Bytes.fromHex(text).toArray();
  }

  private static byte[] string(byte[] value) {
    if (value.length == 1 && value[0] >= 0) {
      return value;
    }
    return header(0x80, value);
  }

  private static byte[] list(byte[]... items) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] item : items) {
      out.writeBytes(item);
    }
    return header(0xc0, out.toByteArray());
  }

  private static byte[] header(int base, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (payload.length < 56) {
      out.write(base + payload.length);
    } else {
      String length = Integer.toHexString(payload.length);
      byte[] size = Bytes.fromHex(length.length() % 2 == 0 ? length : "0" + length).toArray();
      out.write(base + 55 + size.length);
      out.writeBytes(size);
    }
    out.writeBytes(payload);
    return out.toByteArray();
  }
}
