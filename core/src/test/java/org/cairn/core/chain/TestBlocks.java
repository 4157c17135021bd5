package org.cairn.core.chain;

import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Roots;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;

/// Blocks without transactions for tests of the database.
final class TestBlocks {
  private TestBlocks() {}

  static GenesisBlock genesis(StateDiff state, Hash stateRoot) {
    return new GenesisBlock(header(Hash.ZERO, 0, stateRoot), state);
  }

  static FinalizedBlock child(FinalizedHead parent, StateView state) {
    BlockHeader header = header(parent.hash(), parent.number() + 1, state.root());
    Block block = new Block(header, new BlockBody(List.of(), List.of(), List.of()));
    return new FinalizedBlock(
        block, HeaderCodec.hash(header), List.of(), state, Bytes.of((byte) 7));
  }

  static BlockHeader withRoots(BlockHeader header, Hash transactionsRoot, Hash receiptsRoot) {
    return new BlockHeader(
        header.parentHash(),
        header.ommersHash(),
        header.beneficiary(),
        header.stateRoot(),
        transactionsRoot,
        receiptsRoot,
        header.logsBloom(),
        header.difficulty(),
        header.number(),
        header.gasLimit(),
        header.gasUsed(),
        header.timestampSeconds(),
        header.extraData(),
        header.prevRandao(),
        header.nonce(),
        header.baseFeePerGas(),
        header.withdrawalsRoot(),
        header.blobGasUsed(),
        header.excessBlobGas(),
        header.parentBeaconBlockRoot(),
        header.requestsHash());
  }

  static BlockHeader header(Hash parentHash, long number, Hash stateRoot) {
    return new BlockHeader(
        parentHash,
        Roots.NO_OMMERS,
        Address.ZERO,
        stateRoot,
        Roots.EMPTY_TRIE,
        Roots.EMPTY_TRIE,
        Bytes.wrap(new byte[256]),
        UInt256.ZERO,
        number,
        30_000_000,
        0,
        number,
        Bytes.EMPTY,
        Hash.ZERO,
        0,
        Wei.of(7),
        Roots.EMPTY_TRIE,
        null,
        null,
        null,
        null);
  }
}
