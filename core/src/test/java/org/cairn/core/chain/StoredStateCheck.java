package org.cairn.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StoredStateOracle;

/// That the state on disk is whole: flat records and trie nodes are exactly those of the head.
final class StoredStateCheck {
  private StoredStateCheck() {}

  static void check(ChainDatabase database, MemoryState model) {
    assertThat(database.headState().root()).isEqualTo(model.root());
    StoredStateOracle.check(database.store(), model.root());
  }
}
