package org.cairn.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.state.StateUnavailableException;
import org.cairn.core.state.StateView;
import org.cairn.core.store.Store;
import org.cairn.core.store.StoreBatch;
import org.cairn.core.store.StoreException;
import org.cairn.core.store.Table;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainDatabaseTest {
  static final Address ALICE = Address.fromHex("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  static final UInt256 SLOT = UInt256.ONE;
  private static final StateDiff START = counter(1);
  private static final GenesisBlock GENESIS =
      TestBlocks.genesis(START, MemoryState.of(START).root());

  @TempDir Path folder;

  /// Alice's nonce, balance and slot are all the number.
  static StateDiff counter(long number) {
    SortedMap<UInt256, UInt256> slots = new TreeMap<>();
    slots.put(SLOT, UInt256.of(number));
    SortedMap<Address, AccountChange> accounts = new TreeMap<>();
    accounts.put(
        ALICE,
        new AccountChange(new Account(number, Wei.of(number), Account.NO_CODE), false, slots));
    return new StateDiff(accounts, new TreeMap<>());
  }

  private ChainDatabase open() {
    return ChainDatabase.open(folder, GENESIS, ChainOptions.DEFAULT);
  }

  private static void commitNext(ChainDatabase database) {
    long number = database.head().number() + 1;
    StateView state = database.headState().with(counter(number + 1));
    database.commit(TestBlocks.child(database.head(), state));
  }

  @Test
  void commitSoon_thenOpenedAgain_hasTheBlocks() {
    try (ChainDatabase database = open()) {
      for (long number = 1; number <= 3; number++) {
        StateView state = database.headState().with(counter(number + 1));
        database.commitSoon(TestBlocks.child(database.head(), state));
      }
      assertThat(database.head().number()).isEqualTo(3);
      database.sync();
    }
    try (ChainDatabase database = open()) {
      assertThat(database.head().number()).isEqualTo(3);
      assertThat(database.headState().account(ALICE)).isEqualTo(account(4));
      commitNext(database);
      assertThat(database.head().number()).isEqualTo(4);
    }
  }

  @Test
  void blocksTouching_accountThatChanged_namesTheBlocks() {
    try (ChainDatabase database = open()) {
      commitNext(database);
      database.commit(TestBlocks.child(database.head(), database.headState()));
      commitNext(database);
      commitNext(database);
      assertThat(database.blocksTouching(ALICE, 1, 3)).containsExactly(1L, 3L);
      assertThat(database.blocksTouching(ALICE, 2, 9)).containsExactly(3L, 4L);
      assertThat(database.blocksTouching(Address.ZERO, 0, 9)).isEmpty();
    }
  }

  @Test
  void open_ofANewFolder_holdsGenesis() {
    try (ChainDatabase database = open()) {
      Hash hash = HeaderCodec.hash(GENESIS.header());
      assertThat(database.head()).isEqualTo(new FinalizedHead(GENESIS.header(), hash));
      assertThat(database.headState().account(ALICE)).isEqualTo(account(1));
      assertThat(database.numberOf(hash)).isZero();
      assertThat(database.proof(0)).isNull();
      assertThat(database.block(0)).isNotNull();
      assertThat(database.block(1)).isNull();
      assertThat(database.stateAt(0)).isSameAs(database.headState());
      assertThat(database.stateAt(-1)).isNull();
    }
  }

  @Test
  void commit_ofABlockWithATransaction_isFoundByAllItsNames() {
    SignedTransaction transaction = transaction();
    FinalizedBlock finalized;
    try (ChainDatabase database = open()) {
      finalized = blockWith(database, transaction);
      database.commit(finalized);
    }
    try (ChainDatabase database = open()) {
      BlockHeader header = finalized.block().header();
      assertThat(database.head()).isEqualTo(new FinalizedHead(header, finalized.hash()));
      assertThat(database.block(1)).isEqualTo(finalized.block());
      assertThat(database.header(1)).isEqualTo(header);
      assertThat(database.headerByHash(finalized.hash())).isEqualTo(header);
      assertThat(database.hash(1)).isEqualTo(finalized.hash());
      assertThat(database.numberOf(finalized.hash())).isEqualTo(1);
      assertThat(database.receipts(1)).isEqualTo(finalized.receipts());
      assertThat(database.proof(1)).isEqualTo(finalized.proof());
      assertThat(database.transaction(transaction.hash())).isEqualTo(new TransactionLocation(1, 0));
      assertThat(database.transaction(Hash.ZERO)).isNull();
      assertThat(database.headerByHash(Hash.ZERO)).isNull();
    }
  }

  @Test
  void commit_ofWhatDoesNotFollow_isRefused() {
    try (ChainDatabase database = open()) {
      StateView state = database.headState().with(counter(2));
      FinalizedBlock second = TestBlocks.child(database.head(), state);
      FinalizedHead elsewhere =
          new FinalizedHead(database.head().header(), Hash.fromHex("0x" + "11".repeat(32)));
      assertThatThrownBy(() -> database.commit(TestBlocks.child(elsewhere, state)))
          .isInstanceOf(IllegalArgumentException.class);
      database.commit(second);
      assertThatThrownBy(() -> database.commit(second))
          .isInstanceOf(IllegalArgumentException.class);
      FinalizedBlock onStranger =
          TestBlocks.child(database.head(), MemoryState.of(START).with(counter(3)));
      assertThatThrownBy(() -> database.commit(onStranger))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not laid upon the head's");
      FinalizedBlock lies =
          new FinalizedBlock(
              onStranger.block(), Hash.ZERO, List.of(), onStranger.state(), Bytes.EMPTY);
      assertThatThrownBy(() -> database.commit(lies)).isInstanceOf(InvariantViolation.class);
      assertThat(database.head().number()).isEqualTo(1);
      commitNext(database);
      assertThat(database.headState().account(ALICE)).isEqualTo(account(3));
    }
  }

  @Test
  void commit_ofASiblingOfTheHead_isRefused() {
    try (ChainDatabase database = open()) {
      StateView parent = database.headState();
      StateView loser = parent.with(counter(9));
      commitNext(database);
      FinalizedBlock late = TestBlocks.child(database.head(), loser.with(counter(10)));
      assertThatThrownBy(() -> database.commit(late)).isInstanceOf(IllegalArgumentException.class);
      assertThat(loser.account(ALICE)).isEqualTo(account(9));
      assertThat(parent.account(ALICE)).isEqualTo(account(1));
    }
  }

  @Test
  void commit_ofAnUnchangedState_movesTheHead() {
    try (ChainDatabase database = open()) {
      database.commit(TestBlocks.child(database.head(), database.headState()));
      commitNext(database);
      assertThat(database.head().number()).isEqualTo(2);
      assertThat(Objects.requireNonNull(database.stateAt(1)).account(ALICE)).isEqualTo(account(1));
    }
  }

  @Test
  void view_whoseHistoryWasPruned_saysSo() {
    try (ChainDatabase database = ChainDatabase.open(folder, GENESIS, new ChainOptions(2))) {
      commitNext(database);
      StateView genesis = Objects.requireNonNull(database.stateAt(0));
      assertThat(genesis.account(ALICE)).isEqualTo(account(1));
      commitNext(database);
      commitNext(database);
      assertThat(database.oldestState()).isEqualTo(1);
      assertThat(database.stateAt(0)).isNull();
      assertThat(Objects.requireNonNull(database.stateAt(1)).account(ALICE)).isEqualTo(account(2));
      assertThatThrownBy(() -> genesis.account(ALICE))
          .isInstanceOf(StateUnavailableException.class);
    }
  }

  @Test
  void open_withASmallerWindow_catchesUpWithPruning() {
    try (ChainDatabase database = ChainDatabase.open(folder, GENESIS, ChainOptions.ARCHIVE)) {
      for (int i = 0; i < 20; i++) {
        commitNext(database);
      }
      assertThat(database.oldestState()).isZero();
    }
    try (ChainDatabase database = ChainDatabase.open(folder, GENESIS, new ChainOptions(5))) {
      for (int i = 0; i < 10; i++) {
        commitNext(database);
      }
      assertThat(database.oldestState()).isEqualTo(25);
      for (int number = 25; number <= 30; number++) {
        assertThat(Objects.requireNonNull(database.stateAt(number)).slot(ALICE, SLOT))
            .isEqualTo(UInt256.of(number + 1));
      }
    }
  }

  @Test
  void open_withAnotherGenesis_isRefused() {
    open().close();
    StateDiff other = counter(7);
    GenesisBlock foreign = TestBlocks.genesis(other, MemoryState.of(other).root());
    assertThatThrownBy(() -> ChainDatabase.open(folder, foreign, ChainOptions.DEFAULT))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("belongs to another chain");
    open().close();
  }

  @Test
  void open_whileOpen_saysThatTheFolderIsInUse() {
    try (ChainDatabase first = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("in use");
      assertThat(first.head().number()).isZero();
    }
  }

  @Test
  void open_withADamagedHead_saysWhatToDo() {
    open().close();
    byte[] key = "head".getBytes(StandardCharsets.UTF_8);
    damage(Table.META, key, 3);
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining("checksum")
        .hasMessageContaining("Restore the folder");
    damage(Table.META, key, 3);
    open().close();
  }

  @Test
  void open_withADamagedBlockOrState_isRefused() {
    open().close();
    for (Table table : List.of(Table.HEADERS, Table.BODIES, Table.RECEIPTS)) {
      damage(table, new byte[8], 0);
      assertThatThrownBy(this::open).isInstanceOf(StoreException.class);
      damage(table, new byte[8], 0);
    }
    damage(Table.ACCOUNT_NODES, new byte[] {0}, 5);
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("does not have the head's root");
    damage(Table.ACCOUNT_NODES, new byte[] {0}, 5);
    open().close();
  }

  /// Flips one byte; twice makes it whole again.
  private void damage(Table table, byte[] key, int at) {
    try (Store store = Store.open(folder)) {
      byte[] value = Objects.requireNonNull(store.get(table, key));
      value[at] ^= 1;
      try (StoreBatch batch = store.batch()) {
        batch.put(table, key, value);
        store.write(batch);
      }
    }
  }

  @Test
  void views_readWhileBlocksAreCommitted_neverMixStates() throws Exception {
    try (ChainDatabase database = ChainDatabase.open(folder, GENESIS, new ChainOptions(200));
        ExecutorService readers = Executors.newFixedThreadPool(2)) {
      CountDownLatch done = new CountDownLatch(1);
      Future<Long> reads = readers.submit(() -> readUntil(database, done));
      Future<Long> others = readers.submit(() -> readUntil(database, done));
      for (int i = 0; i < 300; i++) {
        commitNext(database);
      }
      done.countDown();
      assertThat(reads.get() + others.get()).isPositive();
    }
  }

  private static long readUntil(ChainDatabase database, CountDownLatch done) {
    long reads = 0;
    while (done.getCount() > 0) {
      long number = database.head().number();
      long back = Math.max(database.oldestState(), number - reads % 20);
      for (StateView view : new StateView[] {database.headState(), database.stateAt(back)}) {
        Account account = Objects.requireNonNull(Objects.requireNonNull(view).account(ALICE));
        for (int i = 0; i < 3; i++) {
          assertThat(view.slot(ALICE, SLOT)).isEqualTo(UInt256.of(account.nonce()));
          assertThat(view.account(ALICE)).isEqualTo(account);
          reads++;
        }
      }
    }
    return reads;
  }

  @Test
  void process_killedWhileCommitting_leavesAWholeBlock() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(
                    CommittingProcess.class,
                    ChainDatabase.class,
                    Class.forName("org.rocksdb.RocksDB")),
                CommittingProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      long announced = 0;
      while (announced < 200) {
        announced = Long.parseLong(Objects.requireNonNull(output.readLine(), "child died"));
      }
      process.destroyForcibly().waitFor();
      try (ChainDatabase database = open()) {
        long number = database.head().number();
        assertThat(number).isGreaterThanOrEqualTo(announced);
        StoredStateCheck.check(database, MemoryState.of(counter(number + 1)));
        commitNext(database);
      }
    } finally {
      var _ = process.destroyForcibly();
    }
  }

  private static String classPath(Class<?>... classes) {
    return Stream.of(classes)
        .map(each -> each.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(URI.create(location.toString())).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Commits block after block until it is killed, and says each number once it is durable.
  static final class CommittingProcess {
    private CommittingProcess() {}

    @SuppressWarnings("SystemOut") // The parent process reads it.
    public static void main(String[] args) {
      try (ChainDatabase database =
          ChainDatabase.open(Path.of(args[0]), GENESIS, ChainOptions.DEFAULT)) {
        while (database.head().number() < 1_000_000) {
          commitNext(database);
          System.out.println(database.head().number());
        }
      }
    }
  }

  private static Account account(long number) {
    return new Account(number, Wei.of(number), Account.NO_CODE);
  }

  private static SignedTransaction transaction() {
    Transaction transfer =
        new Transaction.Legacy(1L, 0, Wei.of(9), 21_000, ALICE, Wei.of(1), Bytes.EMPTY);
    byte[] secret = new byte[32];
    secret[31] = 1;
    return TransactionCodec.sign(transfer, SecretKey.of(secret));
  }

  private static FinalizedBlock blockWith(ChainDatabase database, SignedTransaction transaction) {
    StateView state = database.headState().with(counter(2));
    Receipt receipt = new Receipt(0, true, null, 21_000, Bloom.EMPTY, List.of());
    BlockHeader plain = TestBlocks.header(database.head().hash(), 1, state.root());
    BlockHeader header =
        TestBlocks.withRoots(
            plain, Roots.transactions(List.of(transaction)), Roots.receipts(List.of(receipt)));
    Block block = new Block(header, new BlockBody(List.of(transaction), List.of(), List.of()));
    return new FinalizedBlock(
        block, HeaderCodec.hash(header), List.of(receipt), state, Bytes.fromHex("0xabcd"));
  }
}
