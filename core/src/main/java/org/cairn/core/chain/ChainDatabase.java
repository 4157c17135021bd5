package org.cairn.core.chain;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.function.Consumer;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.Roots;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.state.StateStore;
import org.cairn.core.state.StateView;
import org.cairn.core.store.Store;
import org.cairn.core.store.StoreBatch;
import org.cairn.core.store.StoreException;
import org.cairn.core.store.Table;
import org.cairn.core.trie.BulkRoot;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.jspecify.annotations.Nullable;

/// The finalized chain and its state in a data folder. One thread commits, any thread reads, and
/// what a reader is given never changes under it.
///
/// A block is one batch: header, body, receipts, proof, indexes, accounts, slots, code, trie nodes,
/// history, and the record that makes it the head. Wherever the process or the machine stops, the
/// next opening finds the head of the last whole batch; there is no repair and no replay of ours.
/// What opening does check is that this head is intact: its checksum, its hash, its body's and its
/// receipts' roots, and that the state has its root.
public final class ChainDatabase implements AutoCloseable {
  private static final byte[] HEAD_KEY = "head".getBytes(StandardCharsets.UTF_8);

  private final Store store;
  private final BlockTables blocks;
  private final LogIndex logs;
  private final StateStore state;
  private volatile FinalizedHead head;

  private ChainDatabase(
      Store store, BlockTables blocks, LogIndex logs, StateStore state, FinalizedHead head) {
    this.store = store;
    this.blocks = blocks;
    this.logs = logs;
    this.state = state;
    this.head = head;
  }

  /// Opens the folder's chain, or begins it with the genesis block.
  ///
  /// @throws StoreException when the folder is another chain's, damaged, or in use
  public static ChainDatabase open(Path folder, GenesisBlock genesis, ChainOptions options) {
    Store store = Store.open(folder);
    try {
      byte[] record = store.get(Table.META, HEAD_KEY);
      return record == null
          ? begin(store, genesis, options)
          : resume(store, record, genesis, options);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static ChainDatabase begin(Store store, GenesisBlock genesis, ChainOptions options) {
    BlockHeader header = genesis.header();
    FinalizedHead head = new FinalizedHead(header, HeaderCodec.hash(header));
    StateStore state =
        StateStore.open(store, StateStore.BEFORE_GENESIS, BulkRoot.EMPTY, options.historyBlocks());
    ChainDatabase database =
        new ChainDatabase(store, new BlockTables(store), LogIndex.open(store, 0), state, head);
    BlockBody body =
        new BlockBody(List.of(), List.of(), header.withdrawalsRoot() == null ? null : List.of());
    StateView view = state.head().with(genesis.state());
    database.write(
        new FinalizedBlock(new Block(header, body), head.hash(), List.of(), view, Bytes.EMPTY),
        store::write);
    return database;
  }

  private static ChainDatabase resume(
      Store store, byte[] record, GenesisBlock genesis, ChainOptions options) {
    BlockTables blocks = new BlockTables(store);
    Hash expected = HeaderCodec.hash(genesis.header());
    Hash found = blocks.hash(0);
    if (found != null && !expected.equals(found)) {
      throw new StoreException(
          "the data folder "
              + store.folder()
              + " belongs to another chain: its genesis is "
              + found
              + ", the chain specification's is "
              + expected);
    }
    HeadRecord headRecord;
    FinalizedHead head;
    try {
      headRecord = HeadRecord.decode(record);
      head = intactHead(blocks, headRecord);
    } catch (StoreException | DecodingException e) {
      throw new StoreException(
          "the head of the chain in "
              + store.folder()
              + " is damaged: "
              + e.getMessage()
              + ". Restore the folder from a backup, or remove it to fetch the chain anew.",
          e);
    }
    StateStore state =
        StateStore.open(
            store, headRecord.number(), headRecord.stateRoot(), options.historyBlocks());
    LogIndex logs = LogIndex.open(store, headRecord.number() + 1);
    return new ChainDatabase(store, blocks, logs, state, head);
  }

  private static FinalizedHead intactHead(BlockTables blocks, HeadRecord record) {
    BlockHeader header = blocks.header(record.number());
    BlockBody body = blocks.body(record.number());
    List<Receipt> receipts = blocks.receipts(record.number());
    if (header == null || body == null || receipts == null) {
      throw new StoreException("block " + record.number() + " is incomplete");
    }
    if (!HeaderCodec.hash(header).equals(record.hash())
        || !header.stateRoot().equals(record.stateRoot())) {
      throw new StoreException("the header of block " + record.number() + " has another hash");
    }
    if (!Roots.transactions(body.transactions()).equals(header.transactionsRoot())
        || !Roots.receipts(receipts).equals(header.receiptsRoot())) {
      throw new StoreException(
          "the body or the receipts of block " + record.number() + " do not fit its header");
    }
    return new FinalizedHead(header, record.hash());
  }

  public FinalizedHead head() {
    return head;
  }

  /// The state after the head, on which further blocks can be laid.
  public StateView headState() {
    return state.head();
  }

  /// The state after an earlier block, or nothing when it is beyond the history or the head. Reads
  /// cost one seek more than at the head. A view may outlive its block's place in the history; then
  /// its reads throw [org.cairn.core.state.StateUnavailableException].
  public @Nullable StateView stateAt(long number) {
    FinalizedHead current = head;
    if (number < 0 || number > current.number()) {
      return null;
    }
    BlockHeader header = number == current.number() ? current.header() : blocks.header(number);
    return header == null ? null : state.at(number, header.stateRoot(), current.number());
  }

  /// The first block whose state can be read.
  public long oldestState() {
    return state.oldestState();
  }

  /// How many blocks below the head have a state that can be read; all when this is
  /// `Long.MAX_VALUE`.
  public long historyBlocks() {
    return state.historyBlocks();
  }

  /// Makes the block the head. It is durable when this returns.
  ///
  /// @throws IllegalArgumentException when it is not the head's child or its state was not laid
  ///   upon the head's
  public void commit(FinalizedBlock block) {
    checkChild(block);
    write(block, store::write);
  }

  /// The same without waiting for the disk: for blocks that can be had again, many at a time. When
  /// the machine stops, the last of them may be gone; [#sync] makes all of them durable.
  ///
  /// @throws IllegalArgumentException as [#commit] does
  public void commitSoon(FinalizedBlock block) {
    checkChild(block);
    write(block, store::writeSoon);
  }

  /// Makes all blocks durable that were committed.
  public void sync() {
    store.sync();
  }

  private void checkChild(FinalizedBlock block) {
    BlockHeader header = block.block().header();
    FinalizedHead parent = head;
    if (header.number() != parent.number() + 1 || !header.parentHash().equals(parent.hash())) {
      throw new IllegalArgumentException(
          "block "
              + header.number()
              + " on "
              + header.parentHash()
              + " is no child of the head "
              + parent.number()
              + " "
              + parent.hash());
    }
  }

  private void write(FinalizedBlock finalized, Consumer<StoreBatch> disk) {
    BlockHeader header = finalized.block().header();
    long number = header.number();
    Invariant.check(
        HeaderCodec.hash(header).equals(finalized.hash()), "block is committed under its hash");
    Invariant.check(
        finalized.state().root().equals(header.stateRoot()), "state has the header's root");
    Invariant.check(
        finalized.receipts().size() == finalized.block().body().transactions().size(),
        "each transaction has a receipt");
    HeadRecord record = new HeadRecord(number, finalized.hash(), header.stateRoot());
    try (StoreBatch batch = store.batch()) {
      state.collect(batch, finalized.state(), number);
      blocks.put(
          batch, finalized.block(), finalized.hash(), finalized.receipts(), finalized.proof());
      logs.put(batch, number, finalized.block().body().transactions(), finalized.receipts());
      finalized.staking().forEach((key, value) -> writeStaking(batch, key, value));
      batch.put(Table.META, HEAD_KEY, record.encode());
      state.writing(number);
      disk.accept(batch);
    }
    state.committed(finalized.state(), number);
    head = new FinalizedHead(header, finalized.hash());
  }

  private static void writeStaking(StoreBatch batch, Bytes key, Bytes value) {
    if (value.isEmpty()) {
      batch.delete(Table.STAKING, key.shared());
    } else {
      batch.put(Table.STAKING, key.shared(), value.shared());
    }
  }

  /// What the staking layer has committed under a key.
  public @Nullable Bytes staking(Bytes key) {
    byte[] value = store.get(Table.STAKING, key.shared());
    return value == null ? null : Bytes.wrap(value);
  }

  public @Nullable BlockHeader header(long number) {
    return blocks.header(number);
  }

  public @Nullable BlockHeader headerByHash(Hash hash) {
    Long number = blocks.number(hash);
    return number == null ? null : blocks.header(number);
  }

  public @Nullable Hash hash(long number) {
    return blocks.hash(number);
  }

  public @Nullable Long numberOf(Hash hash) {
    return blocks.number(hash);
  }

  public @Nullable Block block(long number) {
    BlockHeader header = blocks.header(number);
    BlockBody body = blocks.body(number);
    return header == null || body == null ? null : new Block(header, body);
  }

  public @Nullable List<Receipt> receipts(long number) {
    return blocks.receipts(number);
  }

  /// The consensus' proof that the block is final; nothing for genesis and imported blocks.
  public @Nullable Bytes proof(long number) {
    return blocks.proof(number);
  }

  /// The blocks of a range that may have logs of any of these addresses, or with any of these
  /// topics; nothing when only the blocks themselves can tell.
  public @Nullable NavigableSet<Long> blocksWithLogs(List<Bytes> anyOf, long from, long to) {
    return logs.blocks(anyOf, from, to);
  }

  /// The blocks of a range that may have to do with an account: those that changed it, as far back
  /// as states are kept, that call it, or that have its logs; nothing when only the blocks
  /// themselves can tell.
  public @Nullable NavigableSet<Long> blocksTouching(Address address, long from, long to) {
    NavigableSet<Long> found =
        logs.blocks(List.of(address.toBytes(), LogIndex.called(address)), from, to);
    if (found != null) {
      state.addChanges(found, address, from, to);
    }
    return found;
  }

  public @Nullable TransactionLocation transaction(Hash hash) {
    return blocks.transaction(hash);
  }

  /// For tests of this package, which look at the tables behind.
  Store store() {
    return store;
  }

  @Override
  public void close() {
    state.close();
    store.close();
  }
}
