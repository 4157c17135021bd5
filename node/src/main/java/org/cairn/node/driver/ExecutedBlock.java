package org.cairn.node.driver;

import java.util.List;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.core.block.Block;
import org.cairn.core.block.Receipt;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;

/// A block that this node has executed and found valid, with what came of it. `position` is how its
/// children refer to it; `parentId` is the block id of its parent; `senders` are those of the
/// transactions, in their order.
public record ExecutedBlock(
    RootBlock position,
    Hash parentId,
    Block block,
    Hash hash,
    List<Address> senders,
    List<Receipt> receipts,
    StateView state) {
  public ExecutedBlock {
    senders = List.copyOf(senders);
    receipts = List.copyOf(receipts);
  }

  /// The same block where the engine has put it.
  ExecutedBlock at(RootBlock place) {
    return new ExecutedBlock(place, parentId, block, hash, senders, receipts, state);
  }
}
