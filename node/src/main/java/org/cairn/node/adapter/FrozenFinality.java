package org.cairn.node.adapter;

import java.util.List;
import org.cairn.rpc.port.FinalityView;
import org.jspecify.annotations.Nullable;

/// A frozen node takes part in no consensus, and its imported blocks have no proofs.
public record FrozenFinality() implements FinalityView {
  @Override
  public String statusJson() {
    return "{\"status\":\"frozen\"}";
  }

  @Override
  public @Nullable Proven proof(long number) {
    return null;
  }

  @Override
  public List<EpochEnd> epochEnds(long fromEpoch, int most) {
    return List.of();
  }
}
