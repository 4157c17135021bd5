package org.cairn.consensus.sim.explore;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.simplex.Input;
import org.cairn.core.types.Hash;

/// One validator's state: the shortest inputs known that lead to it, and what it has said by then.
final class Local {
  final int id;

  /// Messages and timeouts, from the start on.
  final List<Input> inputs;

  /// The blocks of its own, as it made them.
  final Map<Integer, ProposedBlock> own;

  /// The numbers of the blocks that it has met.
  final Map<Hash, Integer> blocks;

  /// Ballots that it has voted for, and own blocks that it has proposed.
  final BitSet votes;

  final BitSet proposals;

  /// Certificates that it has passed on.
  final BitSet certificates;

  final long view;

  /// The newest block that it holds to be final.
  final int tip;

  /// Where each action leads.
  final Map<Integer, Integer> next = new HashMap<>();

  Local(
      int id,
      List<Input> inputs,
      Map<Integer, ProposedBlock> own,
      Map<Hash, Integer> blocks,
      BitSet votes,
      BitSet proposals,
      BitSet certificates,
      long view,
      int tip) {
    this.id = id;
    this.inputs = inputs;
    this.own = own;
    this.blocks = blocks;
    this.votes = votes;
    this.proposals = proposals;
    this.certificates = certificates;
    this.view = view;
    this.tip = tip;
  }
}
