package org.cairn.core.chain;

import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.Receipt;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// A block that is final, with its execution's outcome. `state` was laid upon the state of its
/// parent in the same database; `proof` is consensus' own evidence of finality, opaque here.
public record FinalizedBlock(
    Block block, Hash hash, List<Receipt> receipts, StateView state, Bytes proof) {
  public FinalizedBlock {
    receipts = List.copyOf(receipts);
  }
}
