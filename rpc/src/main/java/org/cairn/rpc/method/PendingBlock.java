package org.cairn.rpc.method;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.Roots;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.FeeRules;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.NodeView;

/// The block on top of the last finalized one, as far as it is known before it is agreed on: its
/// number, its base fee, and no transactions yet.
record PendingBlock(ChainView chain, FeeRules fees, NodeView node) {
  BlockHeader header() {
    HashedHeader head = chain.head();
    BlockHeader parent = head.header();
    return new BlockHeader(
        head.hash(),
        Roots.NO_OMMERS,
        Address.ZERO,
        parent.stateRoot(),
        Roots.EMPTY_TRIE,
        Roots.EMPTY_TRIE,
        Bloom.EMPTY,
        UInt256.ZERO,
        parent.number() + 1,
        parent.gasLimit(),
        0,
        Math.max(parent.timestampSeconds(), node.unixSeconds()),
        Bytes.EMPTY,
        parent.prevRandao(),
        0,
        parent.baseFeePerGas() == null ? null : fees.nextBaseFee(parent),
        parent.withdrawalsRoot() == null ? null : Roots.EMPTY_TRIE,
        parent.blobGasUsed() == null ? null : 0L,
        parent.excessBlobGas(),
        parent.parentBeaconBlockRoot(),
        parent.requestsHash());
  }
}
