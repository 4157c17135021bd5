package org.cairn.consensus.staking;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;

/// What an epoch brought to whom, and who voted how much.
///
/// @param potGwei what could be earned in all
/// @param activated indexes of validators that enter the set of the epoch after the next
/// @param exited the same for those that leave it
public record EpochReport(
    long epoch,
    long potGwei,
    long certificates,
    List<Earnings> earnings,
    List<Integer> activated,
    List<Integer> exited) {
  public EpochReport {
    earnings = List.copyOf(earnings);
    activated = List.copyOf(activated);
    exited = List.copyOf(exited);
  }

  /// One validator's part.
  public record Earnings(
      int validator,
      long votes,
      long proposed,
      long missed,
      long voteRewardGwei,
      long proposalRewardGwei,
      long penaltyGwei) {}

  public Bytes encode() {
    RlpWriter writer = new RlpWriter().startList();
    writer.scalar(epoch).scalar(potGwei).scalar(certificates).startList();
    for (Earnings part : earnings) {
      writer
          .startList()
          .scalar(part.validator())
          .scalar(part.votes())
          .scalar(part.proposed())
          .scalar(part.missed())
          .scalar(part.voteRewardGwei())
          .scalar(part.proposalRewardGwei())
          .scalar(part.penaltyGwei())
          .endList();
    }
    writer.endList().startList();
    activated.forEach(writer::scalar);
    writer.endList().startList();
    exited.forEach(writer::scalar);
    return writer.endList().endList().toBytes();
  }

  /// @throws org.cairn.core.rlp.DecodingException when the bytes are no report's encoding
  public static EpochReport decode(Bytes encoded) {
    RlpReader reader = new RlpReader(encoded);
    reader.enterList();
    long epoch = reader.scalar63();
    long pot = reader.scalar63();
    long certificates = reader.scalar63();
    List<Earnings> earnings = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      reader.enterList();
      earnings.add(
          new Earnings(
              reader.scalar(Integer.MAX_VALUE),
              reader.scalar63(),
              reader.scalar63(),
              reader.scalar63(),
              reader.scalar63(),
              reader.scalar63(),
              reader.scalar63()));
      reader.leaveList();
    }
    reader.leaveList();
    List<Integer> activated = indexes(reader);
    List<Integer> exited = indexes(reader);
    reader.leaveList();
    reader.finish();
    return new EpochReport(epoch, pot, certificates, earnings, activated, exited);
  }

  private static List<Integer> indexes(RlpReader reader) {
    List<Integer> indexes = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      indexes.add(reader.scalar(Integer.MAX_VALUE));
    }
    reader.leaveList();
    return indexes;
  }
}
