package org.cairn.node.stake;

import java.util.List;
import java.util.function.LongFunction;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.crypto.EvidenceVerifier;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.staking.BlockFacts;
import org.cairn.consensus.staking.BlockStaking;
import org.cairn.consensus.staking.Outcome;
import org.cairn.consensus.staking.SignedMessage;
import org.cairn.consensus.staking.StakingContent;
import org.cairn.consensus.staking.StakingState;
import org.cairn.consensus.staking.StakingTransition;
import org.cairn.core.block.Block;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.types.Invariant;

/// Applies execution blocks to stake, and says what a new block has to contain for it. Belongs to
/// one thread, as the rules do.
public final class Stakes {
  private final BlockStaking rules;

  /// @param contexts of epochs whose predecessor is committed
  public Stakes(
      StakingTransition transition, LongFunction<EpochContext> contexts, BlsProvider bls) {
    this.rules = new BlockStaking(transition, contexts, new EvidenceVerifier(bls)::isValid);
  }

  /// The payouts of a block on that stake.
  public List<Withdrawal> withdrawalsOn(StakingState parent) {
    return rules.withdrawalsOn(parent);
  }

  /// What of the evidence and the messages a block on that stake can carry.
  public StakingContent choose(
      StakingState parent, List<Evidence> offered, List<SignedMessage> waiting) {
    return rules.choose(parent, offered, waiting);
  }

  /// Applies a block whose justification has been verified, on the stake after its parent.
  public Outcome apply(
      StakingState parent,
      ConsensusHeader header,
      Justification justification,
      Block block,
      BlockRecord record) {
    return rules.apply(parent, header, justification, record.content(), execution(block, record));
  }

  /// Applies a block that is committed, so that its evidence need not be verified again.
  Outcome reapply(
      StakingState parent,
      ConsensusHeader header,
      Justification justification,
      Block block,
      BlockRecord record) {
    return rules.reapply(parent, header, justification, record.content(), execution(block, record));
  }

  private static BlockFacts.Execution execution(Block block, BlockRecord record) {
    List<Withdrawal> withdrawals =
        Invariant.present(block.body().withdrawals(), "blocks of this chain have withdrawals");
    return new BlockFacts.Execution(block.header().prevRandao(), record.requests(), withdrawals);
  }
}
