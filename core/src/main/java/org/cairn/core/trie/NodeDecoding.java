package org.cairn.core.trie;

import java.util.Arrays;
import org.cairn.core.types.Invariant;
import org.cairn.core.types.InvariantViolation;
import org.jspecify.annotations.Nullable;

/// Reads nodes that this program wrote and whose hash was checked. What does not parse is therefore
/// a broken invariant and not a peer's fault.
final class NodeDecoding {
  private final byte[] rlp;
  private final int generation;

  private NodeDecoding(byte[] rlp, int generation) {
    this.rlp = rlp;
    this.generation = generation;
  }

  /// The node at `depth` on the path to `key`, of which only the nibbles before `depth` matter.
  static Node decode(byte[] rlp, byte[] hash, byte[] key, int depth, int generation) {
    try {
      Node node = new NodeDecoding(rlp, generation).node(0, key, depth);
      node.reference = hash;
      return node;
    } catch (IndexOutOfBoundsException e) {
      InvariantViolation violation = new InvariantViolation("trie node does not parse");
      violation.initCause(e);
      throw violation;
    }
  }

  private Node node(int at, byte[] key, int depth) {
    int start = payloadStart(at);
    int end = start + payloadLength(at);
    Invariant.check((rlp[at] & 0xff) >= 0xc0 && end <= rlp.length, "trie node is no list");
    int second = itemEnd(start);
    return itemEnd(second) == end
        ? shortNode(start, second, key, depth)
        : branch(start, key, depth);
  }

  private Node shortNode(int first, int second, byte[] key, int depth) {
    int start = payloadStart(first);
    int flag = rlp[start] >> 4 & 0xf;
    int nibbles = 2 * (payloadLength(first) - 1) + (flag & 1);
    Invariant.check(depth + nibbles <= Node.KEY_NIBBLES, "trie path is too long");
    byte[] whole = key.clone();
    int next = depth;
    if ((flag & 1) == 1) {
      NodePath.setNibble(whole, next++, rlp[start] & 0xf);
    }
    for (int i = 1; i < payloadLength(first); i++) {
      NodePath.setNibble(whole, next++, rlp[start + i] >> 4 & 0xf);
      NodePath.setNibble(whole, next++, rlp[start + i] & 0xf);
    }
    if ((flag & 2) != 0) {
      int valueStart = payloadStart(second);
      return new Node.Leaf(
          whole, Arrays.copyOfRange(rlp, valueStart, valueStart + payloadLength(second)));
    }
    Node child = child(second, whole, next);
    if (child == null) {
      throw new InvariantViolation("trie extension without a child");
    }
    return new Node.Extension(whole, depth, next, child);
  }

  private Node branch(int first, byte[] key, int depth) {
    @Nullable Node[] children = new Node[16];
    int at = first;
    for (int nibble = 0; nibble < 16; nibble++) {
      if ((rlp[at] & 0xff) >= 0xc0) {
        children[nibble] = child(at, NodePath.withNibble(key, depth, nibble), depth + 1);
      } else {
        children[nibble] = child(at, key, depth + 1);
      }
      at = itemEnd(at);
    }
    return new Node.Branch(children, generation);
  }

  private @Nullable Node child(int at, byte[] key, int depth) {
    int length = payloadLength(at);
    if ((rlp[at] & 0xff) >= 0xc0) {
      Node embedded = node(at, key, depth);
      embedded.reference = Arrays.copyOfRange(rlp, at, itemEnd(at));
      return embedded;
    }
    if (length == 0) {
      return null;
    }
    Invariant.check(length == NodeEncoding.HASH_BYTES, "trie reference of " + length + " bytes");
    int start = payloadStart(at);
    return new Node.Unloaded(Arrays.copyOfRange(rlp, start, start + length));
  }

  private int itemEnd(int at) {
    return payloadStart(at) + payloadLength(at);
  }

  private int payloadStart(int at) {
    int first = rlp[at] & 0xff;
    if (first < 0x80) {
      return at;
    }
    return at + 1 + lengthOfLength(first);
  }

  private int payloadLength(int at) {
    int first = rlp[at] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    int lengthOfLength = lengthOfLength(first);
    if (lengthOfLength == 0) {
      return first < 0xc0 ? first - 0x80 : first - 0xc0;
    }
    int length = 0;
    for (int i = 1; i <= lengthOfLength; i++) {
      length = length << 8 | (rlp[at + i] & 0xff);
    }
    return length;
  }

  private static int lengthOfLength(int first) {
    if (first < 0xc0) {
      return Math.max(0, first - 0xb7);
    }
    return Math.max(0, first - 0xf7);
  }
}
