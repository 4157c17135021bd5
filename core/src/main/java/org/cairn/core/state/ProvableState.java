package org.cairn.core.state;

import org.cairn.core.trie.Trie;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// A state that has its tries, so that what it answers can be proven.
sealed interface ProvableState extends StateView permits TrieState, ResidentState {
  @Nullable StoredAccount stored(Address address);

  Trie accountTrie();

  /// The trie of the account's storage, which has that root in this state.
  Trie storageTrie(Address address, Hash hashedAddress, Hash storageRoot);
}
