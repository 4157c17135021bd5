package org.cairn.core.trie;

import org.cairn.core.types.Invariant;

/// Writes the RLP of trie nodes into arrays: sizes first, then bytes, so that a node is encoded
/// without a copy. A path is the nibbles `[from, to)` of a key.
final class NodeEncoding {
  /// A reference to a node: `0xa0` and its hash, or the node itself when it is shorter than that.
  static final int MAX_REFERENCE_BYTES = 33;

  static final int HASH_BYTES = 32;
  static final byte EMPTY_STRING = (byte) 0x80;
  static final byte HASH_STRING = (byte) 0xa0;

  /// 16 references and an empty value.
  static final int MAX_BRANCH_PAYLOAD_BYTES = 16 * MAX_REFERENCE_BYTES + 1;

  private NodeEncoding() {}

  static int nibble(byte[] key, int index) {
    int pair = key[index >> 1];
    return (index & 1) == 0 ? pair >> 4 & 0xf : pair & 0xf;
  }

  /// The first nibble from `from` on in which the keys differ; at most `to`.
  static int firstDifference(byte[] a, byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (nibble(a, i) != nibble(b, i)) {
        return i;
      }
    }
    return to;
  }

  static int stringSize(byte[] value) {
    if (value.length == 1 && value[0] >= 0) {
      return 1;
    }
    return headerSize(value.length) + value.length;
  }

  static int writeString(byte[] value, byte[] out, int at) {
    if (value.length == 1 && value[0] >= 0) {
      out[at] = value[0];
      return at + 1;
    }
    int start = writeHeader(0x80, value.length, out, at);
    System.arraycopy(value, 0, out, start, value.length);
    return start + value.length;
  }

  static int headerSize(int payloadBytes) {
    if (payloadBytes < 56) {
      return 1;
    }
    return payloadBytes < 0x100 ? 2 : payloadBytes < 0x10000 ? 3 : payloadBytes < 0x1000000 ? 4 : 5;
  }

  static int writeListHeader(int payloadBytes, byte[] out, int at) {
    return writeHeader(0xc0, payloadBytes, out, at);
  }

  private static int writeHeader(int base, int lengthBytes, byte[] out, int at) {
    if (lengthBytes < 56) {
      out[at] = (byte) (base + lengthBytes);
      return at + 1;
    }
    int lengthOfLength = headerSize(lengthBytes) - 1;
    out[at] = (byte) (base + 55 + lengthOfLength);
    for (int i = 0; i < lengthOfLength; i++) {
      out[at + 1 + i] = (byte) (lengthBytes >>> (8 * (lengthOfLength - 1 - i)));
    }
    return at + 1 + lengthOfLength;
  }

  /// The size of the hex-prefix encoding as an RLP string (Yellow Paper, appendix C).
  static int pathSize(int nibbles) {
    int packed = nibbles / 2 + 1;
    return packed == 1 ? 1 : headerSize(packed) + packed;
  }

  static int writePath(byte[] key, int from, int to, boolean leaf, byte[] out, int at) {
    int nibbles = to - from;
    int packed = nibbles / 2 + 1;
    int position = packed == 1 ? at : writeHeader(0x80, packed, out, at);
    int flag = leaf ? 0x20 : 0;
    int next = from;
    if ((nibbles & 1) == 1) {
      flag |= 0x10 | nibble(key, next++);
    }
    out[position++] = (byte) flag;
    for (; next < to; next += 2) {
      out[position++] = (byte) (nibble(key, next) << 4 | nibble(key, next + 1));
    }
    return position;
  }

  /// The RLP of a node whose children are sealed. `depth` counts the nibbles before it.
  static byte[] encode(Node node, int depth) {
    return switch (node) {
      case Node.Leaf leaf -> encodeLeaf(leaf, depth);
      case Node.Extension extension -> encodeExtension(extension);
      case Node.Branch branch -> encodeBranch(branch);
      case Node.Unloaded _ -> throw new IllegalArgumentException("node is not loaded");
    };
  }

  private static byte[] encodeLeaf(Node.Leaf leaf, int depth) {
    int payload = pathSize(Node.KEY_NIBBLES - depth) + stringSize(leaf.value);
    byte[] out = new byte[headerSize(payload) + payload];
    int at = writeListHeader(payload, out, 0);
    at = writePath(leaf.key, depth, Node.KEY_NIBBLES, true, out, at);
    Invariant.check(writeString(leaf.value, out, at) == out.length, "leaf size");
    return out;
  }

  private static byte[] encodeExtension(Node.Extension extension) {
    byte[] child = extension.child.sealedReference();
    int payload = pathSize(extension.to - extension.from) + referenceSize(child);
    byte[] out = new byte[headerSize(payload) + payload];
    int at = writeListHeader(payload, out, 0);
    at = writePath(extension.key, extension.from, extension.to, false, out, at);
    Invariant.check(writeReference(child, out, at) == out.length, "extension size");
    return out;
  }

  private static byte[] encodeBranch(Node.Branch branch) {
    int payload = 1;
    for (Node child : branch.children) {
      payload += child == null ? 1 : referenceSize(child.sealedReference());
    }
    byte[] out = new byte[headerSize(payload) + payload];
    int at = writeListHeader(payload, out, 0);
    for (Node child : branch.children) {
      if (child == null) {
        out[at++] = EMPTY_STRING;
      } else {
        at = writeReference(child.sealedReference(), out, at);
      }
    }
    out[at++] = EMPTY_STRING;
    Invariant.check(at == out.length, "branch size");
    return out;
  }

  private static int referenceSize(byte[] reference) {
    return reference.length == HASH_BYTES ? MAX_REFERENCE_BYTES : reference.length;
  }

  private static int writeReference(byte[] reference, byte[] out, int at) {
    int start = at;
    if (reference.length == HASH_BYTES) {
      out[start++] = HASH_STRING;
    }
    System.arraycopy(reference, 0, out, start, reference.length);
    return start + reference.length;
  }
}
