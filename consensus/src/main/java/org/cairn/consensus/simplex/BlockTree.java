package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The blocks above the newest delivered one, siblings included, and a few below it for peers that
/// ask. Blocks enter only as a leader's first proposal in a justified view, or because a
/// certificate names them.
final class BlockTree {
  /// How far a block has come.
  enum Status {
    /// Its parent is missing or not verified.
    WAITING,
    VERIFYING,
    VALID,
    INVALID
  }

  /// A block and its progress.
  static final class Node {
    final Hash id;
    final ProposedBlock block;
    final @Nullable Peer source;
    Status status = Status.WAITING;

    /// The journal has the block.
    boolean stored;

    private Node(Hash id, ProposedBlock block, @Nullable Peer source) {
      this.id = id;
      this.block = block;
      this.source = source;
    }

    ConsensusHeader header() {
      return block.header();
    }
  }

  private final Map<Hash, Node> nodes = new LinkedHashMap<>();
  private final Map<Hash, List<Node>> children = new LinkedHashMap<>();
  private RootBlock root;

  BlockTree(RootBlock root) {
    this.root = root;
  }

  /// The newest delivered final block.
  RootBlock root() {
    return root;
  }

  @Nullable Node get(Hash id) {
    return nodes.get(id);
  }

  int size() {
    return nodes.size();
  }

  /// All blocks, in the order in which they came; a copy.
  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /// The node of a block, made when it is new.
  Node add(Hash id, ProposedBlock block, @Nullable Peer source) {
    Node known = nodes.get(id);
    if (known != null) {
      return known;
    }
    Node node = new Node(id, block, source);
    nodes.put(id, node);
    children.computeIfAbsent(block.header().parentId(), _ -> new ArrayList<>()).add(node);
    return node;
  }

  void remove(Node node) {
    nodes.remove(node.id);
    List<Node> siblings = children.get(node.header().parentId());
    if (siblings != null) {
      siblings.remove(node);
      if (siblings.isEmpty()) {
        children.remove(node.header().parentId());
      }
    }
  }

  /// A copy, as the tree may change while it is walked.
  List<Node> children(Hash id) {
    return List.copyOf(children.getOrDefault(id, List.of()));
  }

  /// What a child can be built on: the root, or a valid block above it.
  @Nullable RootBlock buildable(Hash id) {
    if (id.equals(root.id())) {
      return root;
    }
    Node node = nodes.get(id);
    if (node == null || node.status != Status.VALID || node.header().view() <= root.view()) {
      return null;
    }
    return RootBlock.of(node.header(), id);
  }

  /// The valid blocks from the root's child to the tip, or nothing when one is missing or the tip
  /// does not descend from the root.
  @Nullable List<Node> path(Hash tip) {
    List<Node> path = new ArrayList<>();
    Hash at = tip;
    while (!at.equals(root.id())) {
      Node node = nodes.get(at);
      if (node == null || node.status != Status.VALID || node.header().view() <= root.view()) {
        return null;
      }
      path.add(node);
      at = node.header().parentId();
    }
    Collections.reverse(path);
    return path;
  }

  /// Moves the root up and forgets blocks well below it.
  void advance(RootBlock newRoot) {
    root = newRoot;
    long floor = newRoot.view() - ViewStore.RETAINED_VIEWS;
    for (Node node : List.copyOf(nodes.values())) {
      if (node.header().view() <= floor) {
        remove(node);
      }
    }
  }
}
