package org.cairn.core.trie;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.core.trie.Node.Branch;
import org.cairn.core.trie.Node.Extension;
import org.cairn.core.trie.Node.Leaf;
import org.cairn.core.trie.Node.Unloaded;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.jspecify.annotations.Nullable;

/// A Merkle-Patricia trie over keys of 32 bytes, at one version. A change makes another trie that
/// shares all untouched nodes with this one; nodes not in memory are loaded when a path leads
/// through them and then stay, until [#unload] lets go of those that were of no use lately.
///
/// The store keeps one version of a node under its path. A node is asked for by path and hash, so a
/// trie of a version that the store has left behind meets a [MissingNodeException], never a wrong
/// node. Any thread may read; an update runs on one thread at a time.
///
/// Why nodes in memory and not only blobs in the store: a block of a thousand transfers rewrites
/// the same upper levels each time. Read, decoded and hashed from the store they cost about 20 us
/// an account, in memory 3 to 5 us.
public final class Trie {
  private static final byte[] UNKNOWN = {};

  private static final byte[] NO_OWNER = {};

  private final byte[] owner;
  private final NodeSource source;
  private final Hash rootHash;
  private @Nullable Node root;

  Trie(byte[] owner, NodeSource source, @Nullable Node root) {
    this.owner = owner;
    this.source = source;
    this.root = root;
    this.rootHash = root == null ? BulkRoot.EMPTY : Hash.wrap(root.sealedReference());
  }

  /// The trie of accounts with that root.
  public static Trie ofAccounts(Hash root, NodeSource source) {
    return at(root, NO_OWNER, source);
  }

  /// The trie of one account's storage.
  public static Trie ofStorage(Hash root, Hash hashedAddress, NodeSource source) {
    return at(root, hashedAddress.shared(), source);
  }

  private static Trie at(Hash root, byte[] owner, NodeSource source) {
    return new Trie(
        owner, source, root.equals(BulkRoot.EMPTY) ? null : new Unloaded(root.shared()));
  }

  public Hash root() {
    return rootHash;
  }

  /// The trie after the changes. Keys are ascending and distinct, 32 bytes each; no value removes
  /// the key. `generation` is what [#unload] will compare: the block's number.
  ///
  /// @throws MissingNodeException when the store no longer holds this version
  public TrieUpdate with(byte[][] keys, byte[] @Nullable [] values, int generation) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].length != NodeEncoding.HASH_BYTES) {
        throw new IllegalArgumentException("key of " + keys[i].length + " bytes");
      }
      if (i > 0 && Arrays.compareUnsigned(keys[i - 1], keys[i]) >= 0) {
        throw new IllegalArgumentException("keys not ascending at " + i);
      }
      if (i < values.length && isUnknown(values[i])) {
        throw new IllegalArgumentException("empty value at " + i);
      }
    }
    return new TrieUpdater(this, keys, values, generation).run();
  }

  /// The value of the key, or nothing.
  public byte @Nullable [] value(byte[] key) {
    return walk(key, null);
  }

  /// The value of the key when the way to it is in memory, nothing when it has none, and something
  /// [#isUnknown] when that cannot be said without the store.
  public byte @Nullable [] loadedValue(byte[] key) {
    int depth = 0;
    Node node = root;
    while (node != null) {
      switch (node) {
        case Leaf leaf -> {
          return Arrays.equals(leaf.key, key) ? leaf.value : null;
        }
        case Extension extension -> {
          if (NodeEncoding.firstDifference(extension.key, key, depth, extension.to)
              < extension.to) {
            return null;
          }
          depth = extension.to;
          node = extension.child;
        }
        case Branch branch -> node = branch.children[NodeEncoding.nibble(key, depth++)];
        case Unloaded _ -> {
          return UNKNOWN;
        }
      }
    }
    return null;
  }

  /// Whether an answer of [#loadedValue] is none. No value is empty.
  public static boolean isUnknown(byte @Nullable [] answer) {
    return answer != null && answer.length == 0;
  }

  /// The nodes from the root towards the key, as far as there are any: proof of the key's value
  /// when the last of them is its leaf, else proof that it has none (EIP-1186).
  public List<Bytes> proof(byte[] key) {
    List<Bytes> nodes = new ArrayList<>();
    var _ = walk(key, nodes);
    return nodes;
  }

  private byte @Nullable [] walk(byte[] key, @Nullable List<Bytes> nodes) {
    int depth = 0;
    Node node = loadedRoot(0);
    while (node != null) {
      if (nodes != null && node.sealedReference().length == NodeEncoding.HASH_BYTES) {
        nodes.add(Bytes.wrap(NodeEncoding.encode(node, depth)));
      }
      switch (node) {
        case Leaf leaf -> {
          return Arrays.equals(leaf.key, key) ? leaf.value : null;
        }
        case Extension extension -> {
          int end = extension.to;
          if (NodeEncoding.firstDifference(extension.key, key, depth, end) < end) {
            return null;
          }
          node = loadedChild(extension, 0);
          depth = end;
        }
        case Branch branch -> {
          node = loadedChild(branch, NodeEncoding.nibble(key, depth), key, depth, 0);
          depth++;
        }
        case Unloaded _ -> throw new IllegalStateException("node is not loaded");
      }
    }
    return null;
  }

  /// Lets go of the branches, with all below them, that no update went through since that
  /// generation, and counts the nodes that stay. Only for a trie whose nodes are all in the store.
  public int unload(int sinceGeneration) {
    Node node = root;
    if (node instanceof Branch branch && branch.lastUsed < sinceGeneration) {
      root = new Unloaded(branch.sealedReference());
      return 1;
    }
    return node == null ? 0 : unloadBelow(node, sinceGeneration);
  }

  private static int unloadBelow(Node node, int sinceGeneration) {
    int count = 1;
    switch (node) {
      case Leaf _, Unloaded _ -> {}
      case Extension extension -> {
        extension.child = kept(extension.child, sinceGeneration);
        count += unloadBelow(extension.child, sinceGeneration);
      }
      case Branch branch -> {
        for (int i = 0; i < 16; i++) {
          Node child = branch.children[i];
          if (child != null) {
            Node kept = kept(child, sinceGeneration);
            branch.children[i] = kept;
            count += unloadBelow(kept, sinceGeneration);
          }
        }
      }
    }
    return count;
  }

  private static Node kept(Node node, int sinceGeneration) {
    byte[] reference = node.sealedReference();
    boolean idle = node instanceof Branch branch && branch.lastUsed < sinceGeneration;
    return idle && reference.length == NodeEncoding.HASH_BYTES ? new Unloaded(reference) : node;
  }

  byte[] owner() {
    return owner;
  }

  Trie after(@Nullable Node newRoot) {
    return new Trie(owner, source, newRoot);
  }

  @Nullable Node loadedRoot(int generation) {
    Node node = root;
    if (node instanceof Unloaded unloaded) {
      node = load(unloaded, new byte[NodeEncoding.HASH_BYTES], 0, generation);
      root = node;
    }
    return node;
  }

  Node loadedChild(Extension extension, int generation) {
    Node child = extension.child;
    if (child instanceof Unloaded unloaded) {
      child = load(unloaded, extension.key, extension.to, generation);
      extension.child = child;
    }
    return child;
  }

  /// The child of a branch at `depth` on the way to `key`.
  @Nullable Node loadedChild(Branch branch, int nibble, byte[] key, int depth, int generation) {
    Node child = branch.children[nibble];
    if (child instanceof Unloaded unloaded) {
      byte[] path =
          NodeEncoding.nibble(key, depth) == nibble ? key : NodePath.withNibble(key, depth, nibble);
      child = load(unloaded, path, depth + 1, generation);
      branch.children[nibble] = child;
    }
    return child;
  }

  private Node load(Unloaded unloaded, byte[] key, int depth, int generation) {
    byte[] hash = unloaded.sealedReference();
    byte[] path = NodePath.of(owner, key, depth);
    byte[] rlp = source.node(path, hash);
    if (rlp == null) {
      throw new MissingNodeException(path, hash);
    }
    Node node = NodeDecoding.decode(rlp, hash, key, depth, generation);
    Invariant.check(!(node instanceof Unloaded), "a loaded node is loaded");
    // The node is about to be written into a shared slot without a lock: other threads must see
    // its fields when they see it. They reach it through that slot only.
    VarHandle.releaseFence();
    return node;
  }
}
