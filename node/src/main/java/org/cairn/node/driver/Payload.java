package org.cairn.node.driver;

import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.staking.StakingContent;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;

/// What consensus blocks contain: an execution block, and what the staking layer is told.
record Payload(Block block, StakingContent content) {
  Bytes encode() {
    return encode(BlockCodec.encode(block), content);
  }

  private static Bytes encode(Bytes block, StakingContent content) {
    return new RlpWriter(block.size() + 64)
        .startList()
        .bytes(block)
        .bytes(content.encode())
        .endList()
        .toBytes();
  }

  /// @throws DecodingException when the bytes are not the canonical encoding of a payload
  static Payload decode(Bytes encoded) {
    RlpReader reader = new RlpReader(encoded);
    reader.enterList();
    Bytes block = reader.bytes(ProposedBlock.MAX_PAYLOAD_BYTES);
    Bytes content = reader.bytes(ProposedBlock.MAX_PAYLOAD_BYTES);
    reader.leaveList();
    reader.finish();
    return new Payload(BlockCodec.decode(block), StakingContent.decode(content));
  }
}
