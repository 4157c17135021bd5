package org.cairn.consensus.sim;

import java.util.List;
import org.cairn.consensus.crypto.Watermark;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Round;

/// A watermark that survives the crashes of a simulated node. It keeps no ballots, so that what the
/// guard knows after a restart comes from the journal alone.
public final class MemoryWatermark implements Watermark {
  private Round leased = Round.START;

  @Override
  public Round leased() {
    return leased;
  }

  @Override
  public void lease(Round round) {
    leased = round;
  }

  @Override
  public List<Ballot> newest() {
    return List.of();
  }

  @Override
  public void keep(Ballot ballot) {}
}
