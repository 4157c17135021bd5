package org.cairn.core.trie;

import java.util.Arrays;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Hash;

/// The root of a trie of which all leaves are at hand in key order: one descent over the sorted
/// range, one buffer per depth, no nodes kept. Keys must be ascending, distinct, at most
/// [#MAX_KEY_BYTES] long, and none may begin another (true of hashes, and of RLP integers).
public final class BulkRoot {
  public static final int MAX_KEY_BYTES = 32;

  /// The root of the trie without leaves.
  public static final Hash EMPTY =
      Hash.fromHex("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");

  private static final int MAX_HEADER_BYTES = 5;

  private final byte[][] keys;
  private final byte[][] values;
  private final byte[][] branches = new byte[2 * MAX_KEY_BYTES + 1][];
  private byte[] leaf = new byte[256];

  private BulkRoot(byte[][] keys, byte[][] values) {
    this.keys = keys;
    this.values = values;
  }

  /// @throws IllegalArgumentException when the keys are not as the class demands
  public static Hash of(byte[][] keys, byte[][] values) {
    check(keys, values);
    if (keys.length == 0) {
      return EMPTY;
    }
    byte[] reference = new byte[NodeEncoding.MAX_REFERENCE_BYTES];
    int sizeBytes = new BulkRoot(keys, values).write(0, keys.length, 0, reference, 0);
    if (sizeBytes == NodeEncoding.MAX_REFERENCE_BYTES) {
      return Hash.copy(reference, 1);
    }
    return Keccak256.hash(Arrays.copyOf(reference, sizeBytes));
  }

  private static void check(byte[][] keys, byte[][] values) {
    if (keys.length != values.length) {
      throw new IllegalArgumentException(keys.length + " keys for " + values.length + " values");
    }
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].length > MAX_KEY_BYTES) {
        throw new IllegalArgumentException("key of " + keys[i].length + " bytes");
      }
      if (i > 0) {
        int shared = Arrays.mismatch(keys[i - 1], keys[i]);
        if (shared < 0
            || shared == Math.min(keys[i - 1].length, keys[i].length)
            || Byte.compareUnsigned(keys[i - 1][shared], keys[i][shared]) > 0) {
          throw new IllegalArgumentException("keys not ascending and prefix-free at " + i);
        }
      }
    }
  }

  /// Writes the reference to the node above the leaves `[low, high)`, which agree in the nibbles
  /// before `depth`, and returns where it ends.
  private int write(int low, int high, int depth, byte[] out, int at) {
    byte[] first = keys[low];
    if (high - low == 1) {
      return writeLeaf(first, values[low], depth, out, at);
    }
    byte[] last = keys[high - 1];
    int fork =
        NodeEncoding.firstDifference(first, last, depth, 2 * Math.min(first.length, last.length));
    if (fork == depth) {
      return writeBranch(low, high, depth, out, at);
    }
    byte[] node = new byte[MAX_HEADER_BYTES + 2 * NodeEncoding.MAX_REFERENCE_BYTES];
    int pathSize = NodeEncoding.pathSize(fork - depth);
    byte[] child = new byte[NodeEncoding.MAX_REFERENCE_BYTES];
    int childSize = writeBranch(low, high, fork, child, 0);
    int position = NodeEncoding.writeListHeader(pathSize + childSize, node, 0);
    position = NodeEncoding.writePath(first, depth, fork, false, node, position);
    System.arraycopy(child, 0, node, position, childSize);
    return writeReference(node, 0, position + childSize, out, at);
  }

  private int writeBranch(int low, int high, int depth, byte[] out, int at) {
    byte[] node = branches[depth];
    if (node == null) {
      node = new byte[MAX_HEADER_BYTES + NodeEncoding.MAX_BRANCH_PAYLOAD_BYTES];
      branches[depth] = node;
    }
    int position = MAX_HEADER_BYTES;
    int next = low;
    for (int nibble = 0; nibble < 16; nibble++) {
      int start = next;
      while (next < high && NodeEncoding.nibble(keys[next], depth) == nibble) {
        next++;
      }
      if (start == next) {
        node[position++] = NodeEncoding.EMPTY_STRING;
      } else {
        position = write(start, next, depth + 1, node, position);
      }
    }
    node[position++] = NodeEncoding.EMPTY_STRING;
    int payload = position - MAX_HEADER_BYTES;
    int start = MAX_HEADER_BYTES - NodeEncoding.headerSize(payload);
    int body = NodeEncoding.writeListHeader(payload, node, start);
    return writeReference(node, start, body - start + payload, out, at);
  }

  private int writeLeaf(byte[] key, byte[] value, int depth, byte[] out, int at) {
    int pathSize = NodeEncoding.pathSize(2 * key.length - depth);
    int payload = pathSize + NodeEncoding.stringSize(value);
    int total = NodeEncoding.headerSize(payload) + payload;
    if (leaf.length < total) {
      leaf = new byte[Math.max(total, 2 * leaf.length)];
    }
    int position = NodeEncoding.writeListHeader(payload, leaf, 0);
    position = NodeEncoding.writePath(key, depth, 2 * key.length, true, leaf, position);
    int end = NodeEncoding.writeString(value, leaf, position);
    return writeReference(leaf, 0, end, out, at);
  }

  private static int writeReference(byte[] node, int start, int sizeBytes, byte[] out, int at) {
    if (sizeBytes < NodeEncoding.HASH_BYTES) {
      System.arraycopy(node, start, out, at, sizeBytes);
      return at + sizeBytes;
    }
    out[at] = NodeEncoding.HASH_STRING;
    Keccak256.digest(node, start, sizeBytes, out, at + 1);
    return at + NodeEncoding.MAX_REFERENCE_BYTES;
  }
}
