package org.cairn.consensus.staking;

import static org.cairn.consensus.staking.StakingChain.COIN;

import java.util.List;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Evidence.Offence;
import org.cairn.consensus.staking.StakingChain.Content;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;

/// Encodings of all that the staking layer decodes, with something in every part of them.
public final class StakingSamples {
  private final StakingChain chain = new StakingChain(StakingChain.small(), 32, 33, 64);
  private final SignedMessage exit = chain.message(ExitMessage.Kind.EXIT, 1, 0);

  public StakingSamples() {
    chain.add(
        new Content()
            .with(StakingChain.deposit(5, 70 * COIN, FakeSignatures.HERE))
            .with(StakingChain.withdrawal(StakingChain.owner(2), 2, COIN))
            .with(StakingChain.consolidation(StakingChain.owner(0), 0, 2))
            .with(exit));
    chain.add(new Content().with(chain.conviction(1, 0, Offence.DOUBLE_NOTARIZE)).without(1));
  }

  public Bytes state() {
    return StakingCodec.encode(chain.state);
  }

  public Bytes message() {
    return StakingContent.encode(exit);
  }

  public Bytes content(List<Evidence> evidence) {
    return new StakingContent(evidence, List.of(exit)).encode();
  }

  public Bytes report() {
    var part = new EpochReport.Earnings(3, 9, 1, 2, 1L << 40, 77, 5);
    return new EpochReport(4, 1L << 50, 12, List.of(part, part), List.of(1, 200), List.of(7))
        .encode();
  }
}
