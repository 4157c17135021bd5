package org.cairn.evm.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
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
import org.cairn.evm.fixture.Scene;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.evm.world.BlockContext;

/// A fork, a state with a few contracts of random code, and a transaction that calls one of them or
/// creates another. The seed says it all.
record Scenario(
    Fork fork, MemoryState state, BlockContext block, RecoveredTransaction transaction) {
  private static final int MAX_CONTRACTS = 5;

  /// More than a byte of data costs beforehand under any fork.
  private static final long DATA_BYTE_GAS = 80;

  static Scenario of(long seed) {
    Random random = new Random(seed);
    List<Fork> forks = List.of(Fork.values());
    Fork fork = forks.get(random.nextInt(forks.size()));
    List<Address> contracts = new ArrayList<>();
    int count = 1 + random.nextInt(MAX_CONTRACTS);
    for (int i = 0; i < count; i++) {
      contracts.add(Address.fromHex("0x" + "%02x".formatted(0xc0 + i).repeat(20)));
    }
    List<Address> targets = new ArrayList<>(contracts);
    targets.addAll(contracts);
    targets.addAll(Precompiles.at(fork).addresses());
    targets.add(Scene.SENDER);
    targets.add(Scene.BENEFICIARY);
    targets.add(Address.fromHex("0x" + "99".repeat(20)));
    MemoryState state = state(random, fork, contracts, targets);
    boolean creates = random.nextInt(8) == 0;
    byte[] input = new byte[random.nextInt(100)];
    random.nextBytes(input);
    Bytes data = creates ? RandomCode.of(random, fork, targets) : Bytes.of(input);
    Transaction transaction =
        new Transaction.Legacy(
            null,
            0,
            Wei.of(10),
            100_000 + DATA_BYTE_GAS * data.size() + random.nextInt(1_000_000),
            creates ? null : contracts.getFirst(),
            Wei.of(random.nextInt(3) == 0 ? random.nextInt(1000) : 0),
            data);
    Signature nobody = new Signature(0, UInt256.ONE, UInt256.ONE);
    var signed = TransactionCodec.assemble(transaction, nobody);
    return new Scenario(
        fork,
        state,
        new Scene().fork(fork).block(),
        new RecoveredTransaction(signed, Scene.SENDER));
  }

  private static MemoryState state(
      Random random, Fork fork, List<Address> contracts, List<Address> targets) {
    SortedMap<Address, AccountChange> accounts = new TreeMap<>();
    SortedMap<Hash, Bytes> codes = new TreeMap<>();
    for (Address address : contracts) {
      Bytes code = code(random, fork, contracts, targets);
      Hash hash = Keccak256.hash(code);
      codes.put(hash, code);
      SortedMap<UInt256, UInt256> slots = new TreeMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        slots.put(UInt256.of(random.nextInt(5)), UInt256.of(1 + random.nextInt(3)));
      }
      Account account = new Account(1, Wei.of(random.nextInt(2000)), hash);
      accounts.put(address, new AccountChange(account, false, slots));
    }
    Account sender = new Account(0, Wei.of(1_000_000_000_000_000L), Account.NO_CODE);
    accounts.put(Scene.SENDER, new AccountChange(sender, false, new TreeMap<>()));
    return MemoryState.of(new StateDiff(accounts, codes));
  }

  /// Now and then a delegation (EIP-7702) instead of code.
  private static Bytes code(
      Random random, Fork fork, List<Address> contracts, List<Address> targets) {
    if (fork.isAtLeast(Fork.PRAGUE) && random.nextInt(8) == 0) {
      Address to = contracts.get(random.nextInt(contracts.size()));
      return Bytes.fromHex("0xef0100" + to.toString().substring(2));
    }
    return RandomCode.of(random, fork, targets);
  }

  /// All wei there are.
  static UInt256 supply(MemoryState state) {
    UInt256 sum = UInt256.ZERO;
    for (AccountChange change : state.toDiff().accounts().values()) {
      Account account = change.after();
      if (account != null) {
        sum = sum.plus(account.balance().value());
      }
    }
    return sum;
  }
}
