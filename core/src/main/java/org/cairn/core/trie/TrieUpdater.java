package org.cairn.core.trie;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.trie.Node.Branch;
import org.cairn.core.trie.Node.Extension;
import org.cairn.core.trie.Node.Leaf;
import org.cairn.core.trie.Node.Unloaded;
import org.jspecify.annotations.Nullable;

/// One batch of sorted changes on its way through a trie, owned by one thread.
///
/// First the shape: each node is visited once with all the changes below it, and either comes back
/// as it was or as a new node without a reference. Then the seal: new nodes are encoded, hashed and
/// collected from the leaves up. A path loses its node in three cases only - everything below is
/// gone, a leaf or extension moved up into its parent, a node became short enough to lie inside its
/// parent - and these are the deletions; every other stored node is overwritten at its own path.
final class TrieUpdater {
  private final Trie trie;
  private final byte[][] keys;
  private final byte[] @Nullable [] values;
  private final byte[] @Nullable [] formerValues;
  private final int generation;
  private final List<byte[]> deletedPaths = new ArrayList<>();
  private final List<byte[]> paths = new ArrayList<>();
  private final List<byte[]> nodes = new ArrayList<>();
  private final byte[] path = new byte[NodeEncoding.HASH_BYTES];

  TrieUpdater(Trie trie, byte[][] keys, byte[] @Nullable [] values, int generation) {
    if (keys.length != values.length) {
      throw new IllegalArgumentException(keys.length + " keys for " + values.length + " values");
    }
    this.trie = trie;
    this.keys = keys;
    this.values = values;
    this.formerValues = new byte[keys.length][];
    this.generation = generation;
  }

  TrieUpdate run() {
    Trie after = trie;
    if (keys.length > 0) {
      Node before = trie.loadedRoot(generation);
      Node root = update(before, 0, 0, keys.length);
      if (root != before) {
        if (root != null) {
          seal(root, 0);
        }
        after = trie.after(root);
      }
    }
    return new TrieUpdate(after, deletedPaths, paths, nodes, formerValues);
  }

  /// The node after the changes `[low, high)`, or the same when they change nothing.
  private @Nullable Node update(@Nullable Node node, int depth, int low, int high) {
    if (node == null) {
      return build(leaves(low, high, null), depth);
    }
    Node updated =
        switch (node) {
          case Leaf leaf -> updateLeaf(leaf, depth, low, high);
          case Extension extension -> updateExtension(extension, depth, low, high);
          case Branch branch -> updateBranch(branch, depth, low, high);
          case Unloaded _ -> throw new IllegalStateException("node is not loaded");
        };
    if (updated == null) {
      delete(keys[low], depth);
    }
    return updated;
  }

  private @Nullable Node updateLeaf(Leaf leaf, int depth, int low, int high) {
    List<Leaf> leaves = leaves(low, high, leaf);
    if (leaves.size() == 1 && leaves.getFirst() == leaf) {
      return leaf;
    }
    // Whatever is built has no reference yet, the old leaf included: its depth may be another.
    leaves.replaceAll(each -> each == leaf ? new Leaf(leaf.key, leaf.value) : each);
    return build(leaves, depth);
  }

  /// The leaves that the changes leave, among them the old one unless its key is removed. It is
  /// itself when its value stays.
  private List<Leaf> leaves(int low, int high, @Nullable Leaf old) {
    List<Leaf> leaves = new ArrayList<>(high - low + 1);
    Leaf pending = old;
    for (int i = low; i < high; i++) {
      byte[] value = values[i];
      if (pending != null) {
        int order = Arrays.compareUnsigned(pending.key, keys[i]);
        if (order <= 0) {
          Leaf placed = pending;
          pending = null;
          if (order < 0) {
            leaves.add(placed);
          } else {
            formerValues[i] = placed.value;
            if (value != null && Arrays.equals(value, placed.value)) {
              leaves.add(placed);
              continue;
            }
          }
        }
      }
      if (value != null) {
        leaves.add(new Leaf(keys[i], value));
      }
    }
    if (pending != null) {
      leaves.add(pending);
    }
    return leaves;
  }

  private @Nullable Node build(List<Leaf> leaves, int depth) {
    return leaves.isEmpty() ? null : build(leaves, 0, leaves.size(), depth);
  }

  private Node build(List<Leaf> leaves, int low, int high, int depth) {
    Leaf first = leaves.get(low);
    if (high - low == 1) {
      return first;
    }
    int fork =
        NodeEncoding.firstDifference(first.key, leaves.get(high - 1).key, depth, Node.KEY_NIBBLES);
    @Nullable Node[] children = new Node[16];
    int start = low;
    while (start < high) {
      int nibble = NodeEncoding.nibble(leaves.get(start).key, fork);
      int end = start + 1;
      while (end < high && NodeEncoding.nibble(leaves.get(end).key, fork) == nibble) {
        end++;
      }
      children[nibble] = build(leaves, start, end, fork + 1);
      start = end;
    }
    Branch branch = new Branch(children, generation);
    return fork == depth ? branch : new Extension(first.key, depth, fork, branch);
  }

  private @Nullable Node updateExtension(Extension extension, int depth, int low, int high) {
    int end = extension.to;
    int fork =
        Math.min(
            NodeEncoding.firstDifference(extension.key, keys[low], depth, end),
            NodeEncoding.firstDifference(extension.key, keys[high - 1], depth, end));
    if (fork == end) {
      Node child = trie.loadedChild(extension, generation);
      Node updated = update(child, end, low, high);
      return updated == child ? extension : join(extension.key, depth, end, updated);
    }
    // Some key leaves the shared path at `fork`: a branch there, which holds the rest of it.
    @Nullable Node[] children = new Node[16];
    children[NodeEncoding.nibble(extension.key, fork)] =
        fork + 1 == end
            ? extension.child
            : new Extension(extension.key, fork + 1, end, extension.child);
    Branch branch = new Branch(children, generation);
    Node updated = updateBranch(branch, fork, low, high);
    return updated == branch ? extension : join(extension.key, depth, fork, updated);
  }

  /// The nibbles `[from, to)` before a node, which takes them up itself unless it is a branch.
  private @Nullable Node join(byte[] key, int from, int to, @Nullable Node node) {
    if (node == null || from == to) {
      return node;
    }
    return switch (node) {
      case Leaf leaf -> {
        delete(leaf.key, to);
        yield new Leaf(leaf.key, leaf.value);
      }
      case Extension extension -> {
        delete(extension.key, to);
        yield new Extension(extension.key, from, extension.to, extension.child);
      }
      case Branch branch -> new Extension(key, from, to, branch);
      case Unloaded _ -> throw new IllegalStateException("node is not loaded");
    };
  }

  private @Nullable Node updateBranch(Branch branch, int depth, int low, int high) {
    branch.lastUsed = generation;
    @Nullable Node[] children = null;
    int start = low;
    while (start < high) {
      int nibble = NodeEncoding.nibble(keys[start], depth);
      int end = groupEnd(start, high, depth, nibble);
      Node child = trie.loadedChild(branch, nibble, keys[start], depth, generation);
      Node updated = update(child, depth + 1, start, end);
      if (updated != child) {
        if (children == null) {
          children = branch.children.clone();
        }
        children[nibble] = updated;
      }
      start = end;
    }
    return children == null ? branch : collapse(new Branch(children, generation), depth, keys[low]);
  }

  private int groupEnd(int start, int high, int depth, int nibble) {
    int end = start + 1;
    while (end < high && NodeEncoding.nibble(keys[end], depth) == nibble) {
      end++;
    }
    return end;
  }

  /// The branch, or what is left in its place when it has fewer than two children.
  private @Nullable Node collapse(Branch branch, int depth, byte[] key) {
    int only = -1;
    for (int i = 0; i < 16; i++) {
      if (branch.children[i] != null) {
        if (only >= 0) {
          return branch;
        }
        only = i;
      }
    }
    if (only < 0) {
      return null;
    }
    Node child = trie.loadedChild(branch, only, key, depth, generation);
    return join(NodePath.withNibble(key, depth, only), depth, depth + 1, child);
  }

  /// Gives a new node and the new nodes below it their references.
  private void seal(Node node, int depth) {
    switch (node) {
      case Leaf leaf -> System.arraycopy(leaf.key, 0, path, 0, path.length);
      case Extension extension -> {
        System.arraycopy(extension.key, 0, path, 0, path.length);
        if (extension.child.reference == null) {
          seal(extension.child, extension.to);
        }
      }
      case Branch branch -> {
        for (int i = 0; i < 16; i++) {
          Node child = branch.children[i];
          if (child != null && child.reference == null) {
            NodePath.setNibble(path, depth, i);
            seal(child, depth + 1);
          }
        }
      }
      case Unloaded _ -> {}
    }
    byte[] encoded = NodeEncoding.encode(node, depth);
    if (depth > 0 && encoded.length < NodeEncoding.HASH_BYTES) {
      delete(path, depth);
      node.reference = encoded;
    } else {
      byte[] hash = new byte[NodeEncoding.HASH_BYTES];
      Keccak256.digest(encoded, 0, encoded.length, hash, 0);
      node.reference = hash;
      paths.add(NodePath.of(trie.owner(), path, depth));
      nodes.add(encoded);
    }
  }

  private void delete(byte[] key, int depth) {
    deletedPaths.add(NodePath.of(trie.owner(), key, depth));
  }
}
