package org.cairn.core.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SortedSet;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.store.Store;
import org.cairn.core.store.StoreBatch;
import org.cairn.core.store.StoreException;
import org.cairn.core.store.Table;
import org.cairn.core.trie.BulkRoot;
import org.cairn.core.trie.Trie;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// The finalized world state in the store: flat records of accounts and slots at the head, the
/// nodes of the tries at the head, and for each block of the history window what it overwrote.
///
/// ## How a state stays the same while blocks are committed
///
/// The value of a key after block n is what the first later block that changed it found there; it
/// lies in the history under (key, that block), so one seek to (key, n + 1) finds it. When there is
/// none, nobody changed the key since, and the flat record is the value. A reader takes the flat
/// record *first* and looks into the history *after*: a block that is committed in between puts its
/// history there in the same batch that changes the flat record, so whichever record the reader
/// took, the answer is right. No snapshot is held, nothing has to be released, and the state of any
/// block in the window is read this way.
///
/// Most reads are of the head, and for them the history has nothing. `writing` saves them the seek:
/// the committing thread raises it before it writes, so a reader that finds it still at its own
/// block after it took the flat record knows that the record is not from a later one.
///
/// ## Tries
///
/// Nodes have one version, that of the head. [RecentNodes] keeps the last few blocks' versions
/// readable, so that a root or a proof is not lost in a race with a commit. Where the tries of an
/// older state are asked for, [Rewind] makes them from the head's and the history.
///
/// One thread commits, any thread reads.
public final class StateStore implements AutoCloseable {
  /// The block before genesis: the empty state.
  public static final long BEFORE_GENESIS = -1;

  private final Store store;
  private final RecentNodes nodes;
  private final TrieCache tries = new TrieCache();
  private final RecentHashes<Address> addressHashes = new RecentHashes<>(Address::shared);
  private final RecentHashes<UInt256> slotHashes = new RecentHashes<>(UInt256::toBytes);
  private final CodeCache codes;
  private final History history;

  /// The newest block whose batch may be visible, in whole: at least the head.
  private volatile long writing;

  private volatile FinalizedState head;

  private StateStore(Store store, long headNumber, Hash stateRoot, long historyBlocks) {
    this.store = store;
    this.nodes = new RecentNodes(store);
    this.codes = new CodeCache(store);
    this.history = new History(store, headNumber, historyBlocks);
    this.writing = headNumber;
    this.head = at(headNumber, stateRoot);
    nodes.keep();
  }

  Hash hashed(Address address) {
    return addressHashes.of(address);
  }

  Hash hashed(UInt256 slot) {
    return slotHashes.of(slot);
  }

  /// The state at the head that the store has, [#BEFORE_GENESIS] and the empty root for a new one.
  /// `historyBlocks` is how many blocks below the head stay readable.
  public static StateStore open(Store store, long headNumber, Hash stateRoot, long historyBlocks) {
    StateStore state = new StateStore(store, headNumber, stateRoot, historyBlocks);
    state.checkRoot(stateRoot);
    return state;
  }

  private void checkRoot(Hash stateRoot) {
    if (!holds(stateRoot)) {
      throw new StoreException(
          "the state in "
              + store.folder()
              + " does not have the head's root "
              + stateRoot
              + ". Restore the folder from a backup, or remove it to fetch the chain anew.");
    }
  }

  /// Whether the tries of the state with that root are in the store.
  boolean holds(Hash stateRoot) {
    return stateRoot.equals(BulkRoot.EMPTY)
        || nodes.node(Table.ACCOUNT_NODES, new byte[] {0}, stateRoot.shared()) != null;
  }

  /// The tries of a state that the store has left behind, or nothing when they cannot be made.
  @Nullable Rewind rewind(long number, Hash stateRoot) {
    Rewind made = Rewind.to(number, head, this, history);
    Invariant.check(
        made == null || made.accounts().root().equals(stateRoot),
        "what the history has leads back to the former root");
    return made;
  }

  /// The state after the last committed block.
  public StateView head() {
    return head;
  }

  /// The state after an earlier block with that root, or nothing when its history is pruned.
  public @Nullable StateView at(long number, Hash stateRoot, long headNumber) {
    if (number < history.oldestState() || number > headNumber) {
      return null;
    }
    FinalizedState current = head;
    return current.number() == number ? current : at(number, stateRoot);
  }

  private FinalizedState at(long number, Hash stateRoot) {
    return new FinalizedState(
        this,
        number,
        Trie.ofAccounts(stateRoot, (path, hash) -> nodes.node(Table.ACCOUNT_NODES, path, hash)));
  }

  /// The first block whose state can be read.
  public long oldestState() {
    return history.oldestState();
  }

  public long historyBlocks() {
    return history.windowBlocks();
  }

  /// Adds to the batch what makes the head's state the given one, which must have been laid upon
  /// the head's. From here until [#committed] nothing else may be committed.
  ///
  /// @throws IllegalArgumentException when it was not
  public void collect(StoreBatch batch, StateView state, long number) {
    if (number != head.number() + 1) {
      throw new IllegalArgumentException(
          "block " + number + " does not follow the head " + head.number());
    }
    StateLayer.Contents contents = contents(state);
    new StateWriter(store, batch, number, contents).write();
    history.prune(batch, number);
  }

  /// Says that the batch of that block is about to be written.
  public void writing(long number) {
    writing = number;
  }

  /// Says that the batch was written: the state is now the head's, and a layer lets go of what it
  /// held.
  public void committed(StateView state, long number) {
    StateLayer.Contents contents = contents(state);
    Trie trie = contents == null ? head.accountTrie() : contents.accountUpdate().trie();
    FinalizedState finalized = new FinalizedState(this, number, trie);
    head = finalized;
    if (contents != null) {
      tries.keep(contents);
      if (state instanceof StateLayer layer) {
        layer.commit(finalized);
      }
    }
    tries.unloadIdle(trie, finalized.generation());
    nodes.keep();
  }

  /// What a state adds to the head's, nothing when it is the head's.
  private StateLayer.@Nullable Contents contents(StateView state) {
    if (state instanceof TrieState trieState && trieState.stateStore() == this) {
      if (isHead(trieState)) {
        return null;
      }
      if (trieState instanceof StateLayer layer) {
        StateLayer.Contents contents = layer.contents();
        if (contents != null && isHead(contents.parent())) {
          return contents;
        }
      }
    }
    throw new IllegalArgumentException("the state was not laid upon the head's");
  }

  private boolean isHead(TrieState state) {
    return switch (state) {
      case FinalizedState finalized -> finalized.number() == head.number();
      case StateLayer layer ->
          layer.contents() == null && layer.finalized().number() == head.number();
    };
  }

  @Nullable StoredAccount accountAt(long number, Hash hashedAddress) {
    byte[] key = hashedAddress.shared();
    byte[] record = store.get(Table.ACCOUNTS, key);
    if (writing != number) {
      record = history.valueAt(Table.ACCOUNT_HISTORY, key, number, record);
    }
    return record == null ? null : StoredAccount.decode(record);
  }

  /// Adds the blocks of a range that changed an account or its slots, as far as the history knows.
  public void addChanges(SortedSet<Long> blocks, Address address, long from, long to) {
    history.addBlocks(blocks, Keccak256.hash(address.shared()).shared(), from, to);
  }

  UInt256 slotAt(long number, Hash hashedAddress, Hash hashedSlot) {
    byte[] key = slotKey(hashedAddress, hashedSlot);
    byte[] record = store.get(Table.SLOTS, key);
    if (writing != number) {
      record = history.valueAt(Table.SLOT_HISTORY, key, number, record);
    }
    return record == null ? UInt256.ZERO : StoredAccount.decodeSlot(record);
  }

  Bytes code(Hash codeHash) {
    return codes.code(codeHash);
  }

  @Nullable Trie cachedStorageTrie(Hash hashedAddress, Hash storageRoot) {
    return tries.find(hashedAddress, storageRoot);
  }

  Trie storageTrie(Hash hashedAddress, Hash storageRoot) {
    Trie cached = cachedStorageTrie(hashedAddress, storageRoot);
    if (cached != null) {
      return cached;
    }
    return Trie.ofStorage(
        storageRoot, hashedAddress, (path, hash) -> nodes.node(Table.STORAGE_NODES, path, hash));
  }

  static byte[] slotKey(Hash hashedAddress, Hash hashedSlot) {
    byte[] key = Arrays.copyOf(hashedAddress.shared(), 2 * Hash.SIZE_BYTES);
    System.arraycopy(hashedSlot.shared(), 0, key, Hash.SIZE_BYTES, Hash.SIZE_BYTES);
    return key;
  }

  static byte[] historyKey(byte[] key, long block) {
    return ByteBuffer.allocate(key.length + Long.BYTES).put(key).putLong(block).array();
  }

  @Override
  public void close() {
    nodes.close();
  }
}
