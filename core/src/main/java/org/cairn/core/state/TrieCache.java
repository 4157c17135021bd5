package org.cairn.core.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.core.state.StateLayer.LayerAccount;
import org.cairn.core.trie.Trie;
import org.cairn.core.trie.TrieUpdate;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The storage tries of accounts that changed lately, and the rule by which trie nodes leave
/// memory. A trie is taken only for its root, so one of another version is never used by mistake.
///
/// Every few blocks, nodes through which no update went for a while are unloaded; how long a while
/// is halves when too many stay, and doubles again when few do. Locked, as any thread may look a
/// trie up; only the committing thread changes the cache.
final class TrieCache {
  private static final int MAX_TRIES = 1024;

  /// About 30 MB.
  private static final int MAX_NODES = 100_000;

  private static final int BLOCKS_BETWEEN_SWEEPS = 16;
  private static final int MAX_IDLE_BLOCKS = 256;

  private final Map<Hash, Trie> tries = new LinkedHashMap<>(16, 0.75f, true);
  private int idleBlocks = MAX_IDLE_BLOCKS;

  synchronized @Nullable Trie find(Hash hashedAddress, Hash root) {
    Trie trie = tries.get(hashedAddress);
    return trie != null && trie.root().equals(root) ? trie : null;
  }

  synchronized void keep(StateLayer.Contents contents) {
    for (LayerAccount account : contents.accounts().values()) {
      TrieUpdate update = account.storage();
      if (update != null) {
        tries.put(account.hashedAddress(), update.trie());
      }
    }
    for (Iterator<Hash> eldest = tries.keySet().iterator(); tries.size() > MAX_TRIES; ) {
      var _ = eldest.next();
      eldest.remove();
    }
  }

  /// Unloads what was idle, at every sixteenth block.
  synchronized void unloadIdle(Trie accountTrie, int generation) {
    if (generation % BLOCKS_BETWEEN_SWEEPS != 0) {
      return;
    }
    int since = generation - idleBlocks;
    int nodes = accountTrie.unload(since);
    for (Iterator<Trie> each = tries.values().iterator(); each.hasNext(); ) {
      int held = each.next().unload(since);
      if (held <= 1) {
        each.remove();
      }
      nodes += held;
    }
    if (nodes > MAX_NODES) {
      idleBlocks = Math.max(1, idleBlocks / 2);
    } else if (nodes < MAX_NODES / 2) {
      idleBlocks = Math.min(MAX_IDLE_BLOCKS, 2 * idleBlocks);
    }
  }
}
