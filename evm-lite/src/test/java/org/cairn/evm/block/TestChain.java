package org.cairn.evm.block;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
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
import org.cairn.core.block.Senders;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.crypto.Keccak256;
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
import org.cairn.evm.world.BlockHashes;
import org.jspecify.annotations.Nullable;

/// A chain in memory with a few funded keys and small stand-ins for the system contracts.
final class TestChain {
  static final long CHAIN_ID = 77;
  static final int KEYS = 6;
  static final Address BENEFICIARY = Address.fromHex("0x" + "be".repeat(20));

  /// Adds its call value to slot 0 and one to slot 1, and logs; see the bytes: SLOAD(0)+CALLVALUE
  /// -> SSTORE(0), SLOAD(1)+1 -> SSTORE(1), LOG1(memory 0..0, topic CALLER).
  static final Address COUNTER = Address.fromHex("0x" + "c0".repeat(20));

  private static final String COUNTER_CODE = "0x5f5434015f5560015460010160015533" + "5f5fa1" + "00";

  /// Returns 76 bytes of zeros: one withdrawal request.
  private static final String REQUEST_CODE = "0x604c5ff3";

  final ChainRules rules;
  final BlockExecutor executor;
  final BlockBuilder builder;
  final List<SecretKey> keys = new ArrayList<>();
  final Map<Long, Hash> hashes = new HashMap<>();
  Parent head;

  TestChain(Fork fork) {
    rules =
        new ChainRules(
            ForkSchedule.fromGenesis(CHAIN_ID, fork), false, ChainRules.ETHEREUM_DEPOSIT_CONTRACT);
    CodeCache codes = new CodeCache();
    executor = new BlockExecutor(rules, codes);
    builder = new BlockBuilder(rules, codes);
    SortedMap<Address, StateDiff.AccountChange> accounts = new TreeMap<>();
    SortedMap<Hash, Bytes> codesByHash = new TreeMap<>();
    for (int i = 1; i <= KEYS; i++) {
      SecretKey key = SecretKey.fromHex("0x" + ("0" + i).repeat(32));
      keys.add(key);
      put(accounts, codesByHash, key.publicKey().toAddress(), 1_000_000_000_000_000_000L, "0x");
    }
    put(accounts, codesByHash, COUNTER, 0, COUNTER_CODE);
    put(accounts, codesByHash, SystemContracts.BEACON_ROOTS, 0, "0x5f355f5500");
    put(accounts, codesByHash, SystemContracts.BLOCK_HASHES, 0, "0x5f355f5500");
    put(accounts, codesByHash, SystemContracts.WITHDRAWAL_REQUESTS, 0, REQUEST_CODE);
    put(accounts, codesByHash, SystemContracts.CONSOLIDATION_REQUESTS, 0, "0x00");
    MemoryState state = MemoryState.of(new StateDiff(accounts, codesByHash));
    head = new Parent(genesis(state.root()), state);
  }

  private static void put(
      SortedMap<Address, StateDiff.AccountChange> accounts,
      SortedMap<Hash, Bytes> codes,
      Address address,
      long balance,
      String code) {
    Bytes bytes = Bytes.fromHex(code);
    Hash hash = Keccak256.hash(bytes.shared());
    if (!bytes.isEmpty()) {
      codes.put(hash, bytes);
    }
    Account account = new Account(bytes.isEmpty() ? 0 : 1, Wei.of(balance), hash);
    accounts.put(address, new StateDiff.AccountChange(account, false, new TreeMap<>()));
  }

  private static BlockHeader genesis(Hash stateRoot) {
    return new BlockHeader(
        Hash.ZERO,
        Roots.NO_OMMERS,
        Address.ZERO,
        stateRoot,
        Roots.EMPTY_TRIE,
        Roots.EMPTY_TRIE,
        Bloom.EMPTY,
        UInt256.ZERO,
        0,
        30_000_000,
        0,
        1_000,
        Bytes.EMPTY,
        Hash.ZERO,
        0,
        BaseFee.INITIAL,
        Roots.EMPTY_TRIE,
        0L,
        0L,
        Hash.ZERO,
        Roots.requestsHash(List.of()));
  }

  BlockAttributes attributes() {
    return new BlockAttributes(
        head.header().timestampSeconds() + 2,
        BENEFICIARY,
        Hash.fromHex("0x" + "5a".repeat(32)),
        Hash.fromHex("0x" + "b0".repeat(32)),
        List.of(
            new Withdrawal(1, 2, Address.fromHex("0x" + "aa".repeat(20)), 5),
            new Withdrawal(2, 3, Address.fromHex("0x" + "bb".repeat(20)), 0)),
        36_000_000,
        Bytes.fromHex("0x63616972"));
  }

  BuiltBlock build(List<RecoveredTransaction> candidates, BuildLimits limits) {
    return builder.build(head, attributes(), source(candidates), ancestors(), limits);
  }

  static TransactionSource source(List<RecoveredTransaction> candidates) {
    var iterator = candidates.iterator();
    return () -> iterator.hasNext() ? iterator.next() : null;
  }

  BlockHashes ancestors() {
    return hashes::get;
  }

  Verdict execute(Block block) {
    List<Address> senders = new ArrayList<>();
    for (SignedTransaction transaction : block.body().transactions()) {
      Address sender = Senders.recover(transaction);
      if (sender == null) {
        throw new IllegalArgumentException("no sender of " + transaction.hash());
      }
      senders.add(sender);
    }
    return executor.execute(head, block, senders, ancestors());
  }

  void adopt(BuiltBlock built) {
    hashes.put(head.header().number(), HeaderCodec.hash(head.header()));
    head = new Parent(built.block().header(), built.state());
  }

  long nonce(int key) {
    Account account = head.state().account(keys.get(key).publicKey().toAddress());
    return account == null ? 0 : account.nonce();
  }

  RecoveredTransaction sign(Transaction transaction, int key) {
    return new RecoveredTransaction(
        TransactionCodec.sign(transaction, keys.get(key)), keys.get(key).publicKey().toAddress());
  }

  RecoveredTransaction transfer(int key, long nonce, long gasLimit, @Nullable Address to) {
    return sign(
        new Transaction.DynamicFee(
            CHAIN_ID,
            nonce,
            Wei.of(3),
            Wei.of(2_000_000_000L),
            gasLimit,
            to,
            Wei.of(12345),
            Bytes.EMPTY,
            List.of()),
        key);
  }

  /// The header with another value of one component.
  static BlockHeader with(BlockHeader header, String component, @Nullable Object value) {
    try {
      RecordComponent[] components = BlockHeader.class.getRecordComponents();
      @Nullable Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      boolean found = false;
      for (int i = 0; i < components.length; i++) {
        boolean changes = components[i].getName().equals(component);
        found |= changes;
        types[i] = components[i].getType();
        values[i] = changes ? value : components[i].getAccessor().invoke(header);
      }
      if (!found) {
        throw new IllegalArgumentException("no component " + component);
      }
      return BlockHeader.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static Block with(Block block, String component, @Nullable Object value) {
    return new Block(with(block.header(), component, value), block.body());
  }

  static Block withBody(Block block, BlockBody body) {
    return new Block(block.header(), body);
  }
}
