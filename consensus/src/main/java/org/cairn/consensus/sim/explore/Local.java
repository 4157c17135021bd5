package org.cairn.consensus.sim.explore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.simplex.Input;
import org.cairn.core.types.Hash;

/// One validator's state, and the first way that was found to it.
final class Local {
  final int id;

  /// Messages and timeouts, from the start on.
  final List<Input> inputs;

  /// The state before the last step, and that step; -1 for both at the start.
  final int from;

  final int action;

  /// The blocks of its own, as it made them.
  final Map<Integer, ProposedBlock> own;

  /// The numbers of the blocks that it has met.
  final Map<Hash, Integer> blocks;

  /// The number of what it has said, see [Voice].
  final int voice;

  final long view;

  /// Where each action leads.
  final Map<Integer, Integer> next = new HashMap<>();

  /// Where each menu of actions leads, see [Reach].
  final Map<Integer, long[]> reach = new HashMap<>();

  /// Where the honest alone lead, by menu.
  final Map<Integer, Integer> honest = new HashMap<>();

  Local(
      int id,
      int from,
      int action,
      List<Input> inputs,
      Map<Integer, ProposedBlock> own,
      Map<Hash, Integer> blocks,
      int voice,
      long view) {
    this.id = id;
    this.from = from;
    this.action = action;
    this.inputs = inputs;
    this.own = own;
    this.blocks = blocks;
    this.voice = voice;
    this.view = view;
  }
}
