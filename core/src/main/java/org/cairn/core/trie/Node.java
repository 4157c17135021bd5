package org.cairn.core.trie;

import org.jspecify.annotations.Nullable;

/// A node of a [Trie], immutable but for three things that never change what it means: its
/// reference, computed once; its place in memory, as an [Unloaded] child may be swapped for the
/// loaded one and back; and the generation in which it was last of use.
///
/// Keys have 32 bytes. A node's path is the nibbles before its depth, which every key below it
/// shares; so a leaf keeps its whole key, an extension any key below it, and neither needs arrays
/// of nibbles of its own.
abstract sealed class Node {
  static final int KEY_NIBBLES = 64;

  /// What the parent holds: 32 bytes are the node's hash, fewer are its RLP. Absent until sealed.
  byte @Nullable [] reference;

  /// The reference of a node that was sealed.
  final byte[] sealedReference() {
    byte[] known = reference;
    if (known == null) {
      throw new IllegalStateException("node is not sealed");
    }
    return known;
  }

  /// The end of a path with its value.
  static final class Leaf extends Node {
    final byte[] key;
    final byte[] value;

    Leaf(byte[] key, byte[] value) {
      this.key = key;
      this.value = value;
    }
  }

  /// The nibbles `[from, to)` of `key` that all keys below share; the child is a branch.
  static final class Extension extends Node {
    final byte[] key;
    final int from;
    final int to;
    Node child;

    Extension(byte[] key, int from, int to, Node child) {
      this.key = key;
      this.from = from;
      this.to = to;
      this.child = child;
    }
  }

  /// At least two children by the next nibble. A branch never holds a value, as no key of 32 bytes
  /// begins another.
  static final class Branch extends Node {
    final @Nullable Node[] children;
    int lastUsed;

    Branch(@Nullable Node[] children, int lastUsed) {
      this.children = children;
      this.lastUsed = lastUsed;
    }
  }

  /// A node that is known by its hash and lies in the store.
  static final class Unloaded extends Node {
    Unloaded(byte[] hash) {
      reference = hash;
    }
  }
}
