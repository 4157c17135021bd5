package org.cairn.consensus.staking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.consensus.staking.StakingChain.COIN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.message.Evidence.Offence;
import org.cairn.consensus.staking.StakingChain.Content;
import org.cairn.core.staking.StakingParameters;
import org.junit.jupiter.api.Test;

/// Computes the numbers of the worked example in docs/staking.md, and demands that the page has
/// them: four validators of 32 coins, epochs of 32 blocks, a block a second.
class WorkedExampleTest {
  private final List<String> lines = new ArrayList<>();

  @Test
  void workedExample_ofThePage_isWhatTheRulesGive() throws Exception {
    StakingChain chain = new StakingChain(parameters(), 32, 32, 32, 32);
    for (int height = 1; height <= 32; height++) {
      Content content = new Content();
      content.proposer = height;
      if (height == 5) {
        content.missedBy.add(3);
      }
      chain.add(content);
    }
    EpochReport report = chain.reports.getFirst();
    EpochReport.Earnings usual = report.earnings().get(0);
    EpochReport.Earnings late = report.earnings().get(3);
    line("pot of the epoch", report.potGwei());
    line("for voting, each", usual.voteRewardGwei());
    line("for eight blocks", usual.proposalRewardGwei());
    line("a missed slot", late.penaltyGwei());
    line("balance of validator 0 after epoch 0", chain.validator(0).balanceGwei());
    line("balance of validator 3 after epoch 0", chain.validator(3).balanceGwei());

    chain.add(new Content().with(chain.conviction(3, 0, Offence.DOUBLE_FINALIZE)));
    line("balance of validator 3 after the first penalty", chain.validator(3).balanceGwei());
    chain.toEpochEnd(2);
    line("balance of validator 3 after the second penalty", chain.validator(3).balanceGwei());
    line("slashed in all", chain.state.ledger().slashedGwei());
    line("held by all", chain.state.ledger().heldGwei());

    String root = System.getProperty("cairn.root", "..");
    assertThat(Files.readString(Path.of(root, "docs", "staking.md")))
        .as(String.join("\n", lines))
        .contains(lines);
  }

  private void line(String what, long gwei) {
    lines.add("| %s | %,d |".formatted(what, gwei));
  }

  private static StakingParameters parameters() {
    StakingParameters usual = StakingParameters.of(32, COIN);
    return new StakingParameters(
        32,
        COIN,
        usual.minStakeGwei(),
        usual.maxStakeGwei(),
        usual.churn(),
        new StakingParameters.Exits(4, 4, 16, 1),
        usual.rewards(),
        usual.penalties());
  }
}
