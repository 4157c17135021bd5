package org.cairn.consensus.sim.explore;

import java.util.Arrays;
import java.util.List;

/// One way to rename honest validators that leaves the case as it is: who leads which view, and
/// which groups are quorums. A state and the renamed one are the same to every rule.
///
/// The renamed state of a single validator is what the same steps, renamed, make of the other one.
final class Symmetry {
  private final int[] renaming;
  private final Names names;
  private final List<Node> nodes;

  /// By the place of a node: the place of the one that it becomes, and the states known so far.
  private final int[] becomes;

  private final int[][] known;

  Symmetry(int[] renaming, Names names, List<Node> nodes) {
    this.renaming = renaming.clone();
    this.names = names;
    this.nodes = nodes;
    this.becomes = new int[nodes.size()];
    this.known = new int[nodes.size()][0];
    for (int i = 0; i < becomes.length; i++) {
      for (int j = 0; j < becomes.length; j++) {
        if (nodes.get(j).self() == renaming[nodes.get(i).self()]) {
          becomes[i] = j;
        }
      }
    }
  }

  /// The place of the node that this one becomes.
  int place(int node) {
    return becomes[node];
  }

  /// The state of that node which this one's state becomes.
  int local(int node, int local) {
    if (local < known[node].length && known[node][local] >= 0) {
      return known[node][local];
    }
    Local original = nodes.get(node).local(local);
    int renamed =
        original.from < 0
            ? local
            : nodes.get(becomes[node]).next(local(node, original.from), renamed(original.action));
    if (local >= known[node].length) {
      int had = known[node].length;
      known[node] = Arrays.copyOf(known[node], Math.max(1024, 2 * local));
      Arrays.fill(known[node], had, known[node].length, -1);
    }
    known[node][local] = renamed;
    return renamed;
  }

  private int renamed(int action) {
    return names.action(action) instanceof Action.Count(int say, int signers)
        ? names.id(new Action.Count(say, Setting.renamed(signers, renaming)))
        : action;
  }
}
