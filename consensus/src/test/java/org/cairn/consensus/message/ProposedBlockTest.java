package org.cairn.consensus.message;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

final class ProposedBlockTest {
  /// Found by the simulator: no header commits to such a payload, and nodes that met one held a
  /// certified re-proposal to be invalid.
  @Test
  void reproposal_withAPayload_cannotExist() {
    ConsensusHeader repetition =
        new ConsensusHeader(
            new Round(0, 3),
            2,
            Hash.ZERO,
            1,
            0,
            10,
            Hash.ZERO,
            new StakingRoots(Hash.ZERO, Hash.ZERO),
            Hash.ZERO,
            Bytes.EMPTY,
            Hash.ZERO,
            Hash.ZERO);
    Justification none = new Justification(null, List.of());
    assertThatThrownBy(() -> new ProposedBlock(repetition, none, Bytes.of((byte) 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
