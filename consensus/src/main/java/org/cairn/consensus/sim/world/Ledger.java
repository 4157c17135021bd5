package org.cairn.consensus.sim.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What a node of the real program has in its database: committed blocks, which survive crashes,
/// and the states that its execution knows since the start, which do not.
public final class Ledger {
  /// A committed block with its proof and the state after it.
  public record Committed(ProposedBlock block, FinalityProof proof, Hash state) {}

  private final RootBlock genesis;
  private final List<Committed> blocks = new ArrayList<>();
  private final Map<Hash, Hash> states = new HashMap<>();

  Ledger(RootBlock genesis) {
    this.genesis = genesis;
  }

  public List<Committed> blocks() {
    return blocks;
  }

  public long height() {
    return blocks.size();
  }

  RootBlock root() {
    return blocks.isEmpty()
        ? genesis
        : RootBlock.of(blocks.getLast().block().header(), blocks.getLast().block().id());
  }

  @Nullable Certificate finalization() {
    return blocks.isEmpty() ? null : blocks.getLast().proof().finalization();
  }

  /// A new process knows the state of the newest committed block only.
  void restart() {
    states.clear();
    states.put(root().id(), rootState());
  }

  private Hash rootState() {
    return blocks.isEmpty() ? genesis.payloadRoot() : blocks.getLast().state();
  }

  /// The state after a block that was executed here, by its id or, when this node built it, by its
  /// payload.
  @Nullable Hash state(RootBlock block) {
    Hash known = states.get(block.id());
    return known != null ? known : states.get(block.payloadRoot());
  }

  /// Executes a payload: the state is what came before and what is done.
  static Hash execute(Hash parentState, Hash payloadRoot) {
    return Sha256.hash(parentState.shared(), payloadRoot.shared());
  }

  void keep(Hash blockOrPayload, Hash state) {
    states.put(blockOrPayload, state);
  }

  void commit(Committed committed) {
    blocks.add(committed);
    keep(committed.block().id(), committed.state());
  }
}
