package org.cairn.consensus.simplex;

import java.util.Objects;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The rules at an epoch's two ends (§1.1, Epoch end). The last block has a fixed height. Once it
/// is notarized, leaders only repeat it, each repetition on top of the one before, until any of
/// them is final: that makes the last block final, and no block of this epoch can follow it.
final class EpochBoundary {
  private final EpochContext context;
  private final @Nullable Boundary before;

  EpochBoundary(EpochContext context, @Nullable Boundary before) {
    this.context = context;
    this.before = before;
  }

  boolean isLast(long height) {
    return height == context.lastHeight();
  }

  /// What a header of this height says about the validators to come.
  @Nullable Hash nextSetRoot(long height) {
    return isLast(height) ? context.nextSetRoot() : null;
  }

  /// Whether a block may follow this parent, by its header alone: one higher and later; or the same
  /// again, when the parent is the epoch's last block.
  boolean follows(ProposedBlock block, RootBlock parent, Hash lastBlock) {
    ConsensusHeader header = block.header();
    if (header.parentView() != parent.view()) {
      return false;
    }
    Hash setRoot = header.nextSetRoot();
    if (isLast(parent.height())) {
      return Objects.equals(lastBlock, header.reproposalOf())
          && Objects.equals(context.nextSetRoot(), setRoot)
          && header.height() == parent.height()
          && header.timestampMillis() == parent.timestampMillis()
          && header.payloadRoot().equals(parent.payloadRoot())
          && header.staking().equals(StakingRoots.NONE)
          && block.payload().isEmpty();
    }
    return Objects.equals(nextSetRoot(header.height()), setRoot)
        && !header.isReproposal()
        && header.height() == parent.height() + 1
        && header.timestampMillis() > parent.timestampMillis();
  }

  /// The epoch's last block, when the parent is it or repeats it; else the parent.
  static Hash lastBlock(BlockTree tree, Hash parentId) {
    BlockTree.Node node = tree.get(parentId);
    Hash repeated = node == null ? null : node.header().reproposalOf();
    return repeated == null ? parentId : repeated;
  }

  /// The header of a repetition of the epoch's last block.
  ConsensusHeader repeat(
      long view, RootBlock parent, Hash lastBlock, int proposer, Justification justification) {
    return new ConsensusHeader(
        new Round(context.epoch(), view),
        parent.view(),
        parent.id(),
        parent.height(),
        proposer,
        parent.timestampMillis(),
        parent.payloadRoot(),
        StakingRoots.NONE,
        justification.root(),
        Bytes.EMPTY,
        context.nextSetRoot(),
        lastBlock);
  }

  /// What a child of the epoch's root shows for it: nothing at genesis, else the finalization that
  /// ended the epoch before.
  @Nullable Certificate rootFinalization() {
    return before == null ? null : before.finalization();
  }

  @Nullable ConsensusHeader rootReproposal() {
    return before == null ? null : before.reproposal();
  }
}
