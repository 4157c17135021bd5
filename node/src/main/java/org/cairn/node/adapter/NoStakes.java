package org.cairn.node.adapter;

import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.rpc.port.StakeView;
import org.jspecify.annotations.Nullable;

/// A frozen node's chain was imported without its stake.
public record NoStakes() implements StakeView {
  @Override
  public List<Staker> validators() {
    return List.of();
  }

  @Override
  public @Nullable Staker validator(long index) {
    return null;
  }

  @Override
  public @Nullable Staker validator(Bytes publicKey) {
    return null;
  }

  @Override
  public long currentEpoch() {
    return 0;
  }

  @Override
  public @Nullable EpochSet epoch(long epoch) {
    return null;
  }

  @Override
  public Totals totals() {
    return new Totals(0, 0, 0, 0, 0, 0, 0, 0, Hash.ZERO);
  }

  @Override
  public @Nullable Rewards rewards(long epoch) {
    return null;
  }

  @Override
  public String submitExit(long epoch, long validatorIndex, Bytes signature) {
    return "this node is frozen";
  }
}
