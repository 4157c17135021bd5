package org.cairn.node.driver;

import java.util.List;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.core.block.Block;
import org.cairn.core.block.Receipt;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.node.stake.BlockRecord;
import org.cairn.node.stake.Staked;
import org.jspecify.annotations.Nullable;

/// A block that this node has executed and found valid, with what came of it. `position` is how its
/// children refer to it; `parentId` is the block id of its parent; `senders` are those of the
/// transactions, in their order. `record` is what of it stake depends on, `staked` the stake after
/// it, which is known once its header is.
public record ExecutedBlock(
    RootBlock position,
    Hash parentId,
    Block block,
    Hash hash,
    List<Address> senders,
    List<Receipt> receipts,
    StateView state,
    BlockRecord record,
    @Nullable Staked staked) {
  public ExecutedBlock {
    senders = List.copyOf(senders);
    receipts = List.copyOf(receipts);
  }

  /// The same block where the engine has put it, with the stake after it.
  ExecutedBlock at(RootBlock place, Staked after) {
    return new ExecutedBlock(place, parentId, block, hash, senders, receipts, state, record, after);
  }
}
