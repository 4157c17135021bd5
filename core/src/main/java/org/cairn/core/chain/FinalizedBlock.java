package org.cairn.core.chain;

import java.util.List;
import java.util.Map;
import org.cairn.core.block.Block;
import org.cairn.core.block.Receipt;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// A block that is final, with its execution's outcome. `state` was laid upon the state of its
/// parent in the same database; `proof` is consensus' own evidence of finality, opaque here;
/// `staking` is what the staking layer writes with it under its own keys, where no bytes remove
/// what there was.
public record FinalizedBlock(
    Block block,
    Hash hash,
    List<Receipt> receipts,
    StateView state,
    Bytes proof,
    Map<Bytes, Bytes> staking) {
  public FinalizedBlock {
    receipts = List.copyOf(receipts);
    staking = Map.copyOf(staking);
  }

  /// A block of a chain without staking.
  public FinalizedBlock(
      Block block, Hash hash, List<Receipt> receipts, StateView state, Bytes proof) {
    this(block, hash, receipts, state, proof, Map.of());
  }
}
