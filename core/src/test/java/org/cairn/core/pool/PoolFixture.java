package org.cairn.core.pool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.crypto.Signature;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;

/// Accounts, heads and transactions for the tests of the pool. Signatures are left out: the pool
/// takes the sender as recovered.
final class PoolFixture {
  static final Address ALICE = sender(1);
  static final Address BOB = sender(2);
  static final Wei RICH = Wei.of(1_000_000_000_000_000_000L);

  private PoolFixture() {}

  static Address sender(int index) {
    return Address.wrap(ByteBuffer.allocate(20).putInt(16, index).array());
  }

  static MemoryState state(Address sender, long nonce, Wei balance) {
    return with(MemoryState.EMPTY, sender, nonce, balance, Bytes.EMPTY);
  }

  static MemoryState with(MemoryState state, Address sender, long nonce, Wei balance, Bytes code) {
    SortedMap<Address, AccountChange> accounts = new TreeMap<>();
    SortedMap<Hash, Bytes> codes = new TreeMap<>();
    Hash codeHash = Keccak256.hash(code);
    codes.put(codeHash, code);
    accounts.put(
        sender, new AccountChange(new Account(nonce, balance, codeHash), false, new TreeMap<>()));
    return state.with(new StateDiff(accounts, codes));
  }

  static BlockHeader head(long number, long baseFee) {
    return new BlockHeader(
        Hash.ZERO,
        Roots.NO_OMMERS,
        Address.ZERO,
        Roots.EMPTY_TRIE,
        Roots.EMPTY_TRIE,
        Roots.EMPTY_TRIE,
        Bytes.wrap(new byte[256]),
        UInt256.ZERO,
        number,
        30_000_000,
        0,
        number,
        Bytes.EMPTY,
        Hash.ZERO,
        0,
        Wei.of(baseFee),
        null,
        null,
        null,
        null,
        null);
  }

  static RecoveredTransaction transfer(Address sender, long nonce, long maxFee, long tip) {
    return transfer(sender, nonce, maxFee, tip, Wei.of(1));
  }

  static RecoveredTransaction transfer(
      Address sender, long nonce, long maxFee, long tip, Wei value) {
    return signed(
        sender,
        new Transaction.DynamicFee(
            1, nonce, Wei.of(tip), Wei.of(maxFee), 21_000, BOB, value, Bytes.EMPTY, List.of()));
  }

  static RecoveredTransaction signed(Address sender, Transaction transaction) {
    byte[] text = (sender + transaction.toString()).getBytes(StandardCharsets.UTF_8);
    return new RecoveredTransaction(
        new SignedTransaction(
            transaction,
            new Signature(0, UInt256.ONE, UInt256.ONE),
            Bytes.wrap(new byte[110]),
            Keccak256.hash(text)),
        sender);
  }
}
