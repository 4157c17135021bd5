package org.cairn.consensus.sim.stake;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.staking.StakingContent;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;

/// The payload of a simulated block that has to do with stake: a few bytes that stand for its
/// transactions, what it carries for the staking layer, how many of the requests that wait are
/// granted, and its payouts.
public record StakeLoad(
    Bytes transactions, StakingContent content, int requests, List<Withdrawal> withdrawals) {
  /// Requests that one block has room for.
  public static final int MAX_REQUESTS = 8;

  private static final int MAX_WITHDRAWALS = 1024;

  public StakeLoad {
    withdrawals = List.copyOf(withdrawals);
  }

  public StakeLoad with(Bytes otherTransactions) {
    return new StakeLoad(otherTransactions, content, requests, withdrawals);
  }

  public StakeLoad with(StakingContent other) {
    return new StakeLoad(transactions, other, requests, withdrawals);
  }

  public StakeLoad with(List<Withdrawal> others) {
    return new StakeLoad(transactions, content, requests, others);
  }

  public Bytes encode() {
    RlpWriter writer = new RlpWriter().startList();
    writer.bytes(transactions).bytes(content.encode()).scalar(requests).startList();
    for (Withdrawal withdrawal : withdrawals) {
      writer
          .startList()
          .scalar(withdrawal.index())
          .scalar(withdrawal.validatorIndex())
          .bytes(withdrawal.address())
          .scalar(withdrawal.amountGwei())
          .endList();
    }
    return writer.endList().endList().toBytes();
  }

  /// @throws DecodingException when the bytes are no load
  public static StakeLoad decode(Bytes encoded) {
    RlpReader reader = new RlpReader(encoded);
    reader.enterList();
    Bytes transactions = reader.bytes();
    StakingContent content = StakingContent.decode(reader.bytes());
    int requests = reader.scalar(MAX_REQUESTS);
    List<Withdrawal> withdrawals = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      if (withdrawals.size() == MAX_WITHDRAWALS) {
        throw new DecodingException("more than " + MAX_WITHDRAWALS + " withdrawals");
      }
      reader.enterList();
      withdrawals.add(
          new Withdrawal(
              reader.scalar63(), reader.scalar63(), reader.address(), reader.scalar63()));
      reader.leaveList();
    }
    reader.leaveList();
    reader.leaveList();
    reader.finish();
    return new StakeLoad(transactions, content, requests, withdrawals);
  }
}
