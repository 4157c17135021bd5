package org.cairn.core.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.trie.BulkRoot;
import org.cairn.core.trie.MissingNodeException;
import org.cairn.core.trie.NodeSource;
import org.cairn.core.trie.Trie;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// Trie nodes that prove an account, or that there is none, and some of its slots (EIP-1186).
public record StateProof(
    Address address,
    @Nullable Account account,
    Hash storageRoot,
    List<Bytes> accountNodes,
    List<SlotProof> slots) {
  /// The proof of one slot's value; zero when it is not set.
  public record SlotProof(UInt256 key, UInt256 value, List<Bytes> nodes) {
    public SlotProof {
      nodes = List.copyOf(nodes);
    }
  }

  public StateProof {
    accountNodes = List.copyOf(accountNodes);
    slots = List.copyOf(slots);
  }

  /// @throws org.cairn.core.trie.MissingNodeException when the store no longer has the tries of
  ///   that state and too much has changed since to make them again
  public static StateProof of(StateView view, Address address, List<UInt256> keys) {
    ProvableState state =
        switch (view) {
          case ProvableState provable -> provable;
          case StateView other ->
              throw new IllegalArgumentException("no tries in a " + other.getClass().getName());
        };
    Hash hashed = Keccak256.hash(address.shared());
    Trie accounts = state.accountTrie();
    byte[] leaf = accounts.value(hashed.shared());
    StoredAccount stored = leaf == null ? null : StoredAccount.decode(leaf);
    Hash storageRoot = stored == null ? BulkRoot.EMPTY : stored.storageRoot();
    Trie storage = state.storageTrie(address, hashed, storageRoot);
    List<SlotProof> slots = new ArrayList<>(keys.size());
    for (UInt256 key : keys) {
      byte[] slot = Keccak256.hash(key.toBytes()).shared();
      byte[] value = storage.value(slot);
      slots.add(
          new SlotProof(
              key,
              value == null ? UInt256.ZERO : StoredAccount.decodeSlot(value),
              storage.proof(slot)));
    }
    return new StateProof(
        address,
        stored == null ? null : stored.account(),
        storageRoot,
        accounts.proof(hashed.shared()),
        slots);
  }

  /// Whether the nodes prove all that is said here of the account and its slots, to somebody who
  /// knows nothing but the state's root. The rest is as hostile as can be.
  public boolean proves(Hash stateRoot) {
    Hash hashed = Keccak256.hash(address.shared());
    try {
      byte[] leaf = Trie.ofAccounts(stateRoot, among(accountNodes)).value(hashed.shared());
      StoredAccount claimed = account == null ? null : new StoredAccount(account, storageRoot);
      boolean known = Arrays.equals(leaf, claimed == null ? null : claimed.encode());
      boolean rooted = account != null || storageRoot.equals(BulkRoot.EMPTY);
      return known && rooted && slots.stream().allMatch(slot -> proves(hashed, slot));
    } catch (MissingNodeException | DecodingException _) {
      return false;
    }
  }

  private boolean proves(Hash hashedAddress, SlotProof slot) {
    byte[] leaf =
        Trie.ofStorage(storageRoot, hashedAddress, among(slot.nodes))
            .value(Keccak256.hash(slot.key.toBytes()).shared());
    byte[] claimed = slot.value.isZero() ? null : StoredAccount.encodeSlot(slot.value);
    return Arrays.equals(leaf, claimed);
  }

  /// Nodes by their own hashes, so that each is what its parent says.
  private static NodeSource among(List<Bytes> nodes) {
    Map<Hash, byte[]> byHash = new HashMap<>();
    nodes.forEach(node -> byHash.put(Keccak256.hash(node.shared()), node.shared()));
    return (_, hash) -> byHash.get(Hash.of(hash));
  }
}
