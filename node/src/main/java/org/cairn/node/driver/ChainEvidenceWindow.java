package org.cairn.node.driver;

import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.EvidenceWindow;
import org.cairn.core.types.Bytes;
import org.cairn.node.stake.StakeStore;
import org.jspecify.annotations.Nullable;

/// The evidence that blocks of this chain may contain, by its committed blocks. The sets of former
/// epochs are read from the store when evidence of them comes. Usable from any thread.
public final class ChainEvidenceWindow implements EvidenceWindow {
  private final Epochs contexts;
  private final StakeStore stakes;

  public ChainEvidenceWindow(Epochs contexts, StakeStore stakes) {
    this.contexts = contexts;
    this.stakes = stakes;
  }

  @Override
  public long epochs() {
    return stakes.parameters().exits().evidenceWindowEpochs();
  }

  @Override
  public @Nullable EpochContext context(long epoch) {
    return epoch < 0 || epoch > stakes.committed().state().epoch() ? null : contexts.context(epoch);
  }

  @Override
  public boolean isSettled(Bytes publicKey) {
    return stakes.committed().state().isSettled(publicKey);
  }
}
