package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.block.BlobSidecar;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Log;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Roots;
import org.cairn.core.block.Senders;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.pool.PoolContent;
import org.cairn.core.pool.Selection;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateProof;
import org.cairn.core.state.StateReader;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.AccessListFinder;
import org.cairn.rpc.port.BlockAssembler;
import org.cairn.rpc.port.CallBlock;
import org.cairn.rpc.port.CallExecutor;
import org.cairn.rpc.port.CallOutcome;
import org.cairn.rpc.port.CallRequest;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.ConnectedPeer;
import org.cairn.rpc.port.FeeRules;
import org.cairn.rpc.port.ForkPlan;
import org.cairn.rpc.port.ForkRules;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.HeadListener;
import org.cairn.rpc.port.NodeIdentity;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.port.Ports;
import org.cairn.rpc.port.Retention;
import org.cairn.rpc.port.Submission;
import org.cairn.rpc.port.SyncStatus;
import org.cairn.rpc.port.TransactionPosition;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.port.UnlockedAccounts;
import org.jspecify.annotations.Nullable;

/// A node in memory whose chain grows when a test says so. Its blocks carry real transactions and
/// real hashes; nothing is executed, receipts are what the test gives.
final class FakeNode implements ChainView, TxSink, FeeRules, NodeView {
  static final long CHAIN_ID = 7_357;
  static final Address CONTRACT = Address.fromHex("0x00000000000000000000000000000000000c0de0");
  static final Bytes CODE = Bytes.fromHex("0x6001600255");
  static final Hash TOPIC = Keccak256.hash("Transfer()".getBytes(UTF_8));
  static final Wei BASE_FEE = Wei.of(1_000);

  private final List<HashedBlock> blocks = new CopyOnWriteArrayList<>();
  private final List<List<Receipt>> receipts = new CopyOnWriteArrayList<>();
  private final Map<Hash, TransactionPosition> positions = new ConcurrentHashMap<>();
  private final Map<Hash, RecoveredTransaction> pool = new ConcurrentHashMap<>();
  private final List<HeadListener> listeners = new CopyOnWriteArrayList<>();
  private final MemoryState state;

  volatile @Nullable SyncStatus syncing;
  volatile @Nullable Submission answer;
  volatile long prunedBelow;
  final AtomicInteger indexed = new AtomicInteger();
  volatile CallExecutor executor = (_, _, _) -> new CallOutcome.Success(Bytes.EMPTY, 21_000, 0);

  /// What the node signs with for its clients; mostly nothing.
  @Nullable UnlockedAccounts unlocked;

  FakeNode(Map<Address, Wei> balances) {
    TreeMap<Address, StateDiff.AccountChange> accounts = new TreeMap<>();
    balances.forEach((address, balance) ->
        accounts.put(
            address,
            new StateDiff.AccountChange(
                new Account(5, balance, Account.NO_CODE), false, new TreeMap<>())));
    TreeMap<UInt256, UInt256> slots = new TreeMap<>();
    slots.put(UInt256.ONE, UInt256.of(0x2a));
    Hash codeHash = Keccak256.hash(CODE);
    accounts.put(
        CONTRACT, new StateDiff.AccountChange(new Account(1, Wei.ZERO, codeHash), false, slots));
    TreeMap<Hash, Bytes> codes = new TreeMap<>();
    codes.put(codeHash, CODE);
    state = MemoryState.of(new StateDiff(accounts, codes));
    seal(List.of(), List.of());
  }

  Ports ports() {
    Ports ports = portsWithoutAccounts();
    return unlocked == null ? ports : ports.withAccounts(unlocked);
  }

  private Ports portsWithoutAccounts() {
    return new Ports(
        this,
        this,
        (request, reader, block) -> executor.call(request, reader, block),
        new FakeTraces(),
        (request, _, _) -> new AccessListFinder.Found(touched(request), 30_000, null),
        new FakeSimulator(),
        _ -> new BlockAssembler.Result.Refused("no blocks are built here"),
        this,
        this,
        listeners::add,
        new FakeFinality(),
        new FakeStakes());
  }

  /// As a chain for development has them.
  Ports developmentPorts() {
    return ports().forDevelopment(new FakeDevelopment(), this);
  }

  /// Each round touches one slot more, until there are three.
  private static List<AccessListEntry> touched(CallRequest request) {
    int known = request.accessList().isEmpty() ? 0 : request.accessList().getFirst().slots().size();
    List<UInt256> slots = new ArrayList<>();
    for (int i = 0; i <= Math.min(known, 2); i++) {
      slots.add(UInt256.of(i));
    }
    return List.of(new AccessListEntry(CONTRACT, slots));
  }

  /// Appends a block, unannounced.
  HashedBlock seal(List<SignedTransaction> transactions, List<Receipt> receiptsOfBlock) {
    int number = blocks.size();
    Hash parent = number == 0 ? Hash.ZERO : blocks.get(number - 1).hash();
    long gasUsed = receiptsOfBlock.isEmpty() ? 0 : receiptsOfBlock.getLast().cumulativeGasUsed();
    BlockHeader header =
        new BlockHeader(
            parent,
            Roots.NO_OMMERS,
            Address.fromHex("0x00000000000000000000000000000000000000fe"),
            state.root(),
            Roots.transactions(transactions),
            Roots.receipts(receiptsOfBlock),
            Bloom.union(receiptsOfBlock),
            UInt256.ZERO,
            number,
            30_000_000,
            gasUsed,
            1_700_000_000L + number,
            Bytes.EMPTY,
            Hash.ZERO,
            0,
            BASE_FEE,
            Roots.withdrawals(List.of()),
            0L,
            0L,
            Hash.ZERO,
            Roots.requestsHash(List.of()));
    Hash hash = HeaderCodec.hash(header);
    HashedBlock block =
        new HashedBlock(new Block(header, new BlockBody(transactions, List.of(), List.of())), hash);
    receipts.add(List.copyOf(receiptsOfBlock));
    for (int i = 0; i < transactions.size(); i++) {
      positions.put(transactions.get(i).hash(), new TransactionPosition(number, i));
      pool.remove(transactions.get(i).hash());
    }
    blocks.add(block);
    return block;
  }

  /// Appends a block and tells the listeners.
  HashedBlock finalize(List<SignedTransaction> transactions, List<Receipt> receiptsOfBlock) {
    HashedBlock block = seal(transactions, receiptsOfBlock);
    listeners.forEach(listener -> listener.finalized(block.header()));
    return block;
  }

  void add(SignedTransaction signed) {
    RecoveredTransaction transaction = new RecoveredTransaction(signed, sender(signed));
    pool.put(signed.hash(), transaction);
    listeners.forEach(listener -> listener.pending(transaction));
  }

  void changeSyncing(@Nullable SyncStatus status) {
    syncing = status;
    listeners.forEach(HeadListener::syncingChanged);
  }

  static Receipt receipt(int type, boolean succeeded, long cumulativeGas, List<Log> logs) {
    return new Receipt(type, succeeded, null, cumulativeGas, Bloom.of(logs), logs);
  }

  static Log log(Hash topic) {
    return new Log(CONTRACT, List.of(topic), Bytes.of((byte) 1));
  }

  @Override
  public HashedHeader head() {
    return blocks.getLast().header();
  }

  @Override
  public @Nullable HashedHeader header(long number) {
    return number < blocks.size() ? blocks.get((int) number).header() : null;
  }

  @Override
  public @Nullable Long numberOf(Hash blockHash) {
    for (HashedBlock block : blocks) {
      if (block.hash().equals(blockHash)) {
        return block.block().header().number();
      }
    }
    return null;
  }

  @Override
  public @Nullable HashedBlock block(long number) {
    return number < blocks.size() ? blocks.get((int) number) : null;
  }

  @Override
  public @Nullable List<Receipt> receipts(long number) {
    return number < blocks.size() ? receipts.get((int) number) : null;
  }

  @Override
  public @Nullable NavigableSet<Long> blocksWithLogs(List<Bytes> anyOf, long from, long to) {
    NavigableSet<Long> found = new TreeSet<>();
    for (long number = from; number <= to; number++) {
      for (Receipt receipt : receipts.get((int) number)) {
        for (Log log : receipt.logs()) {
          boolean has =
              anyOf.contains(log.address().toBytes())
                  || log.topics().stream().map(Hash::toBytes).anyMatch(anyOf::contains);
          if (has) {
            found.add(number);
          }
        }
      }
    }
    var _ = indexed.incrementAndGet();
    return found;
  }

  @Override
  public @Nullable TransactionPosition transaction(Hash hash) {
    return positions.get(hash);
  }

  @Override
  public @Nullable StateView stateAt(long number) {
    return number < prunedBelow ? null : state;
  }

  /// The state lies in memory, so that the nodes are made up; that real ones are right is the
  /// business of core's tests.
  @Override
  public @Nullable StateProof proof(long number, Address address, List<UInt256> keys) {
    if (number < prunedBelow) {
      return null;
    }
    List<StateProof.SlotProof> slots =
        keys.stream()
            .map(key ->
                new StateProof.SlotProof(
                    key, state.slot(address, key), List.of(Bytes.of((byte) 2))))
            .toList();
    return new StateProof(
        address, state.account(address), TOPIC, List.of(Bytes.of((byte) 1)), slots);
  }

  @Override
  public Retention retention() {
    return new Retention(prunedBelow, 128L);
  }

  @Override
  public Address sender(SignedTransaction signed) {
    return Objects.requireNonNull(Senders.recover(signed));
  }

  @Override
  public Submission submit(Bytes encoded) {
    Submission fixed = answer;
    if (fixed != null) {
      return fixed;
    }
    try {
      SignedTransaction signed = TransactionCodec.decode(encoded);
      add(signed);
      return new Submission.Accepted(signed.hash());
    } catch (DecodingException e) {
      return new Submission.Malformed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public @Nullable RecoveredTransaction pooled(Hash hash) {
    return pool.get(hash);
  }

  @Override
  public long pendingNonce(Address sender) {
    List<Long> nonces = new ArrayList<>();
    for (RecoveredTransaction transaction : pool.values()) {
      if (transaction.sender().equals(sender)) {
        nonces.add(transaction.transaction().nonce());
      }
    }
    return nonces.stream().max(Long::compare).map(nonce -> nonce + 1).orElse(5L);
  }

  @Override
  public Selection best(Wei baseFee) {
    throw new UnsupportedOperationException("nothing is selected here");
  }

  @Override
  public @Nullable BlobSidecar sidecar(Hash hash) {
    return null;
  }

  @Override
  public PoolContent content() {
    TreeMap<Address, List<RecoveredTransaction>> pending = new TreeMap<>();
    for (RecoveredTransaction each : pool.values()) {
      pending.computeIfAbsent(each.sender(), _ -> new ArrayList<>()).add(each);
    }
    return new PoolContent(pending, new TreeMap<>());
  }

  @Override
  public int pendingCount() {
    return pool.size();
  }

  @Override
  public int queuedCount() {
    return 0;
  }

  @Override
  public Wei minimumTip() {
    return Wei.of(7);
  }

  @Override
  public Wei nextBaseFee(BlockHeader parent) {
    return BASE_FEE.plus(Wei.of(1));
  }

  @Override
  public Wei blobBaseFee(BlockHeader header) {
    return Wei.of(1);
  }

  @Override
  public Wei nextBlobBaseFee(BlockHeader parent) {
    return Wei.of(2);
  }

  @Override
  public long maxBlobGas(BlockHeader header) {
    return 9 << 17;
  }

  @Override
  public long maxTransactionGas(BlockHeader header) {
    return 1 << 24;
  }

  @Override
  public long chainId() {
    return CHAIN_ID;
  }

  @Override
  public String clientVersion() {
    return "Cairn/v0.1.0/test/java25";
  }

  @Override
  public @Nullable SyncStatus syncing() {
    return syncing;
  }

  @Override
  public int peerCount() {
    return 3;
  }

  @Override
  public List<ConnectedPeer> peers() {
    return List.of(new ConnectedPeer("aa", "Cairn/other", "10.0.0.2:30303", null, true, true));
  }

  @Override
  public NodeIdentity identity() {
    return new NodeIdentity("bb", clientVersion(), "0.0.0.0:30303", blocks.getFirst().hash());
  }

  @Override
  public Address feeRecipient() {
    return CONTRACT;
  }

  @Override
  public ForkPlan forks() {
    TreeMap<String, Address> precompiles = new TreeMap<>();
    precompiles.put("ID", Address.fromHex("0x0000000000000000000000000000000000000004"));
    ForkRules rules =
        new ForkRules(
            0,
            new ForkRules.BlobSchedule(6, 9, 5_007_716),
            CHAIN_ID,
            Bytes.fromHex("0x01020304"),
            precompiles,
            new TreeMap<>());
    return new ForkPlan(rules, null, null);
  }

  @Override
  public boolean listening() {
    return true;
  }

  /// A message that succeeds with at least this much gas.
  static CallExecutor needing(long gasNeeded, long gasUsed) {
    return (CallRequest request, StateReader reader, CallBlock block) ->
        request.gasLimit() >= gasNeeded
            ? new CallOutcome.Success(Bytes.EMPTY, gasUsed, 0)
            : new CallOutcome.Halted("outOfGas", "out of gas");
  }
}
