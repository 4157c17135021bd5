package org.cairn.evm.block;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Roots;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.evm.tx.TransactionProcessor;
import org.jspecify.annotations.Nullable;

/// A chain with proof of work in memory, whose blocks nobody had to mine. It seals what executing a
/// body gave, so that tests can damage one thing of a block that is valid otherwise.
final class MinedChain implements Ancestors {
  static final long CHAIN_ID = 77;
  static final Address MINER = Address.fromHex("0x" + "be".repeat(20));
  static final SecretKey KEY = SecretKey.fromHex("0x" + "01".repeat(32));

  final ChainRules rules;
  final BlockExecutor executor;
  Parent head;
  private final CodeCache codes = new CodeCache();
  private final Map<Hash, Block> blocks = new HashMap<>();
  private final Map<Long, Hash> hashes = new HashMap<>();

  MinedChain(Fork fork) {
    this(ForkSchedule.fromGenesis(CHAIN_ID, fork));
  }

  MinedChain(ForkSchedule schedule) {
    rules = new ChainRules(schedule, false, ChainRules.ETHEREUM_DEPOSIT_CONTRACT);
    executor = new BlockExecutor(rules, codes);
    SortedMap<Address, StateDiff.AccountChange> accounts = new TreeMap<>();
    Account rich = new Account(0, Wei.of(1_000_000_000_000_000_000L), Account.NO_CODE);
    accounts.put(
        KEY.publicKey().toAddress(), new StateDiff.AccountChange(rich, false, new TreeMap<>()));
    MemoryState state = MemoryState.of(new StateDiff(accounts, new TreeMap<>()));
    boolean london = schedule.at(0, 0).isAtLeast(Fork.LONDON);
    BlockHeader genesis =
        header(Hash.ZERO, 0, 0, UInt256.of(1_000_000), london ? BaseFee.INITIAL : null);
    genesis = TestChain.with(genesis, "stateRoot", state.root());
    head = new Parent(genesis, state, genesis.difficulty());
    keep(new Block(genesis, new BlockBody(List.of(), List.of(), null)));
  }

  private static BlockHeader header(
      Hash parent, long number, long timestamp, UInt256 difficulty, @Nullable Wei baseFee) {
    return new BlockHeader(
        parent,
        Roots.NO_OMMERS,
        MINER,
        Roots.EMPTY_TRIE,
        Roots.EMPTY_TRIE,
        Roots.EMPTY_TRIE,
        Bloom.EMPTY,
        difficulty,
        number,
        10_000_000,
        0,
        timestamp,
        Bytes.EMPTY,
        Hash.ZERO,
        0,
        baseFee,
        null,
        null,
        null,
        null,
        null);
  }

  /// The next block, valid when its transactions and ommers are.
  Block make(List<RecoveredTransaction> transactions, List<BlockHeader> ommers) {
    BlockHeader draft = draft(10);
    BlockBody body =
        new BlockBody(
            transactions.stream().map(RecoveredTransaction::signed).toList(), ommers, null);
    draft = TestChain.with(draft, "ommersHash", Roots.ommers(ommers));
    BlockExecution execution =
        new BlockExecution(rules, codes, new TransactionProcessor(), head, draft, this);
    execution.begin(draft);
    for (RecoveredTransaction transaction : transactions) {
      if (execution.apply(transaction) != null) {
        throw new IllegalArgumentException("refused: " + transaction);
      }
    }
    if (execution.finish(body) != null) {
      throw new IllegalStateException("no requests before Prague");
    }
    draft = TestChain.with(draft, "transactionsRoot", Roots.transactions(body.transactions()));
    draft = TestChain.with(draft, "receiptsRoot", Roots.receipts(execution.receipts()));
    draft = TestChain.with(draft, "logsBloom", Bloom.union(execution.receipts()));
    draft = TestChain.with(draft, "gasUsed", execution.gasUsed());
    return new Block(TestChain.with(draft, "stateRoot", execution.state().root()), body);
  }

  /// The header of an empty child of the head, the state root left open.
  BlockHeader draft(long secondsLater) {
    BlockHeader parent = head.header();
    long number = parent.number() + 1;
    long timestamp = parent.timestampSeconds() + secondsLater;
    UInt256 terminal = rules.schedule().terminalTotalDifficulty();
    UInt256 total = head.totalDifficulty();
    boolean merged = terminal != null && total != null && total.compareTo(terminal) >= 0;
    Fork fork = rules.schedule().at(number, timestamp).fork();
    UInt256 difficulty =
        merged ? UInt256.ZERO : UInt256.of(Difficulty.next(parent, timestamp, fork));
    boolean london = fork.isAtLeast(Fork.LONDON);
    BlockHeader draft =
        header(
            HeaderCodec.hash(parent),
            number,
            timestamp,
            difficulty,
            london ? BaseFee.next(parent) : null);
    boolean doubles = london && parent.baseFeePerGas() == null;
    return TestChain.with(draft, "gasLimit", parent.gasLimit() * (doubles ? 2 : 1));
  }

  /// A header that could have been the next block: a brother of the one that will be.
  BlockHeader stale(int miner) {
    return TestChain.with(draft(11), "beneficiary", miner(miner));
  }

  static Address miner(int number) {
    return Address.fromHex("0x" + ("0" + number).repeat(20));
  }

  Verdict execute(Block block) {
    List<Address> senders =
        block.body().transactions().stream()
            .map(signed -> {
              Address sender = BlockSenders.recover(signed, rules.schedule().at(block.header()));
              if (sender == null) {
                throw new IllegalArgumentException("no sender");
              }
              return sender;
            })
            .toList();
    return executor.execute(head, block, senders, this);
  }

  /// Executes the block, which has to be valid, and makes it the head.
  Verdict.Valid adopt(Block block) {
    Verdict verdict = execute(block);
    if (!(verdict instanceof Verdict.Valid valid)) {
      throw new IllegalStateException("not valid: " + verdict);
    }
    head = head.followedBy(block.header(), valid.state());
    keep(block);
    return valid;
  }

  Verdict.Valid adoptEmpty() {
    return adopt(make(List.of(), List.of()));
  }

  private void keep(Block block) {
    Hash hash = HeaderCodec.hash(block.header());
    blocks.put(hash, block);
    hashes.put(block.header().number(), hash);
  }

  UInt256 balance(Address address) {
    Account account = head.state().account(address);
    return account == null ? UInt256.ZERO : account.balance().value();
  }

  @Override
  public @Nullable Block block(Hash hash) {
    return blocks.get(hash);
  }

  @Override
  public @Nullable Hash hash(long number) {
    return hashes.get(number);
  }
}
