package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A few kills; `scripts/nemesis` does many.
final class NemesisIT {
  private static final long SEED = 20_264;

  @Test
  void kills_atRandomMoments_loseNothingAndConvictNobody(@TempDir Path folder) throws Exception {
    assertThat(Nemesis.run(folder, 4, SEED).blocks()).isPositive();
  }
}
