package org.cairn.core.state;

import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// A state that stands on tries: a finalized one in the store, or a layer over it.
sealed interface TrieState extends ProvableState permits FinalizedState, StateLayer {
  /// Grows by one a block, for [Trie#unload].
  int generation();

  StateStore stateStore();

  @Override
  default @Nullable Account account(Address address) {
    StoredAccount stored = stored(address);
    return stored == null ? null : stored.account();
  }

  @Override
  default boolean hasStorage(Address address) {
    StoredAccount stored = stored(address);
    return stored != null && stored.hasStorage();
  }

  @Override
  default Hash root() {
    return accountTrie().root();
  }

  @Override
  default StateView with(StateDiff diff) {
    return new LayerBuilder(this, diff).build();
  }

  @Override
  UInt256 slot(Address address, UInt256 key);
}
