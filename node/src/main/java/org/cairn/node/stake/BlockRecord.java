package org.cairn.node.stake;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.staking.StakingContent;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;

/// What the store keeps of a block for its stake, beside the block itself: its content, and the
/// requests that its execution gave.
public record BlockRecord(StakingContent content, List<Bytes> requests) {
  public BlockRecord {
    requests = List.copyOf(requests);
  }

  Bytes encode() {
    RlpWriter writer = new RlpWriter().startList().bytes(content.encode()).startList();
    requests.forEach(writer::bytes);
    return writer.endList().endList().toBytes();
  }

  static BlockRecord decode(Bytes encoded) {
    RlpReader reader = new RlpReader(encoded);
    reader.enterList();
    StakingContent content = StakingContent.decode(reader.bytes());
    List<Bytes> requests = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      requests.add(reader.bytes());
    }
    reader.leaveList();
    reader.leaveList();
    reader.finish();
    return new BlockRecord(content, requests);
  }
}
