package org.cairn.evm.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.block.Log;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.Account;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.cairn.core.types.UInt256;
import org.cairn.evm.code.Code;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.evm.word.Word;
import org.jspecify.annotations.Nullable;

/// The state that a block works on: a journaled layer over the state of its parent.
///
/// Every change between [#beginTransaction] and [#commitTransaction] is in the journal; a call
/// takes a [#checkpoint] and a failed one goes back to it. What the block has changed in all is
/// [#diff], to be asked for between transactions. Changes outside of transactions (withdrawals,
/// system calls) are bracketed the same way.
///
/// Balances are added modulo 2^256: no supply comes near that, and a wrap is what other clients do
/// with a state that claims otherwise.
public final class World {
  /// The one precompile whose touch outlived a failed call on Ethereum's chain, at block 2,675,119.
  private static final Address RIPEMD = Address.fromHex("0x" + "0".repeat(39) + "3");

  private final StateReader state;
  private final Rules rules;
  private final CodeCache codes;
  private final Precompiles precompiles;
  private final AccountTable accounts = new AccountTable();
  private final Journal journal = new Journal();
  private final List<AccountState> touched = new ArrayList<>();
  private final List<AccountState> destroyed = new ArrayList<>();
  private final long[] scratch = new long[Word.LIMBS];
  private List<Log> logs = new ArrayList<>();
  private long stamp = 1;
  private long refund;

  public World(StateReader state, Rules rules, CodeCache codes) {
    this.state = state;
    this.rules = rules;
    this.codes = codes;
    this.precompiles = Precompiles.at(rules.fork());
  }

  public Rules rules() {
    return rules;
  }

  /// Opens a transaction: nothing is warm, transient storage, logs and refunds are empty.
  public void beginTransaction() {
    Invariant.check(journal.size() == 0, "a transaction is open");
    stamp++;
    refund = 0;
    logs = new ArrayList<>();
  }

  /// Closes a transaction: what it destroyed is gone, and so are the empty accounts it touched.
  public void commitTransaction() {
    for (AccountState account : destroyed) {
      if (account.destroyedStamp == stamp) {
        account.remove();
      }
    }
    if (rules.gas().clearsEmpty) {
      for (AccountState account : touched) {
        if (account.touchedStamp == stamp && account.exists && account.isEmpty()) {
          account.remove();
        }
      }
    }
    destroyed.clear();
    touched.clear();
    journal.truncate(0);
  }

  /// The place in the journal to go back to.
  public int checkpoint() {
    return journal.size();
  }

  public void revertTo(int checkpoint) {
    for (int index = journal.size() - 1; index >= checkpoint; index--) {
      undo(index);
    }
    journal.truncate(checkpoint);
  }

  private void undo(int index) {
    switch (journal.kind(index)) {
      case BALANCE -> account(index).balance = (UInt256) former(index);
      case NONCE -> account(index).nonce = journal.number(index, 0);
      case CODE -> {
        AccountState account = account(index);
        account.codeHash = ((Code) former(index)).hash();
        account.code = (Code) former(index);
      }
      case CREATED -> {
        AccountState account = account(index);
        account.createdStamp = 0;
        account.nonce = journal.number(index, 0);
      }
      case TOUCHED -> {
        AccountState account = account(index);
        account.exists = journal.number(index, 1) != 0;
        if (!account.address.equals(RIPEMD)) {
          account.touchedStamp = journal.number(index, 0);
        }
      }
      case DESTROYED -> account(index).destroyedStamp = 0;
      case WARM_ACCOUNT -> account(index).warmStamp = 0;
      case WARM_SLOT -> slot(index).warmStamp = 0;
      case SLOT ->
          slot(index)
              .put(
                  journal.number(index, 3),
                  journal.number(index, 2),
                  journal.number(index, 1),
                  journal.number(index, 0));
      case REFUND -> refund = journal.number(index, 0);
      case LOG -> logs.removeLast();
    }
  }

  private AccountState account(int index) {
    return (AccountState) Objects.requireNonNull(journal.subject(index));
  }

  private Slot slot(int index) {
    return (Slot) Objects.requireNonNull(journal.subject(index));
  }

  private Object former(int index) {
    return Objects.requireNonNull(journal.object(index));
  }

  public AccountState account(Address address) {
    Word.loadAddress(scratch, 0, address.shared(), 0);
    AccountState found = accounts.find(scratch[2], scratch[1], scratch[0]);
    return found != null ? found : load(address);
  }

  /// The account whose address is the low 160 bits of a word.
  public AccountState account(long[] stack, int offset) {
    long limb2 = stack[offset + 2] & 0xffff_ffffL;
    AccountState found = accounts.find(limb2, stack[offset + 1], stack[offset]);
    if (found != null) {
      return found;
    }
    byte[] address = new byte[Address.SIZE_BYTES];
    Word.storeAddress(stack, offset, address, 0);
    return account(Address.wrap(address));
  }

  private AccountState load(Address address) {
    AccountState loaded =
        new AccountState(
            address, scratch, state.account(address), precompiles.find(address) != null);
    accounts.add(loaded);
    return loaded;
  }

  public boolean isPrecompile(AccountState account) {
    return account.alwaysWarm;
  }

  /// Makes an account warm (EIP-2929) and tells whether it was cold.
  public boolean warm(AccountState account) {
    if (account.warmStamp == stamp || account.alwaysWarm) {
      return false;
    }
    int _ = journal.add(Journal.Kind.WARM_ACCOUNT, account, null);
    account.warmStamp = stamp;
    return true;
  }

  /// Makes a slot warm (EIP-2929) and tells whether it was cold.
  public boolean warm(Slot slot) {
    if (slot.warmStamp == stamp) {
      return false;
    }
    int _ = journal.add(Journal.Kind.WARM_SLOT, slot, null);
    slot.warmStamp = stamp;
    return true;
  }

  /// The slot whose key is a word.
  public Slot slot(AccountState account, long[] stack, int offset) {
    return slot(account, stack[offset + 3], stack[offset + 2], stack[offset + 1], stack[offset]);
  }

  public Slot slot(AccountState account, UInt256 key) {
    return slot(account, key.limb3(), key.limb2(), key.limb1(), key.limb0());
  }

  private Slot slot(AccountState account, long limb3, long limb2, long limb1, long limb0) {
    Slot slot = account.storage.find(limb3, limb2, limb1, limb0);
    if (slot == null) {
      UInt256 key = new UInt256(limb3, limb2, limb1, limb0);
      boolean absent = account.base == null || account.storageCleared;
      slot = new Slot(key, absent ? UInt256.ZERO : state.slot(account.address, key));
      account.storage.add(slot);
    }
    slot.enter(stamp);
    return slot;
  }

  /// Sets a slot to a word.
  public void store(Slot slot, long[] stack, int offset) {
    int at = journal.add(Journal.Kind.SLOT, slot, null);
    slot.read(journal.numbers(), at);
    slot.put(stack[offset + 3], stack[offset + 2], stack[offset + 1], stack[offset]);
  }

  /// The slot of transient storage (EIP-1153) whose key is a word.
  public Slot transientSlot(AccountState account, long[] stack, int offset) {
    if (account.transientStamp != stamp) {
      account.transientStamp = stamp;
      if (!account.transientStorage.isEmpty()) {
        account.transientStorage = new SlotTable();
      }
    }
    SlotTable table = account.transientStorage;
    Slot slot = table.find(stack[offset + 3], stack[offset + 2], stack[offset + 1], stack[offset]);
    if (slot == null) {
      UInt256 key =
          new UInt256(stack[offset + 3], stack[offset + 2], stack[offset + 1], stack[offset]);
      slot = new Slot(key, UInt256.ZERO);
      table.add(slot);
    }
    return slot;
  }

  /// Whether any slot is not zero (EIP-7610).
  public boolean hasStorage(AccountState account) {
    for (Slot slot : account.storage.array()) {
      if (slot != null && !slot.isZero()) {
        return true;
      }
    }
    return account.base != null && !account.storageCleared && state.hasStorage(account.address);
  }

  public Code code(AccountState account) {
    Code code = account.code;
    if (code == null) {
      code = codes.get(account.codeHash, state);
      account.code = code;
    }
    return code;
  }

  public void putCode(AccountState account, Bytes bytes) {
    int _ = journal.add(Journal.Kind.CODE, account, code(account));
    Code code = bytes.isEmpty() ? Code.EMPTY : Code.of(bytes, Keccak256.hash(bytes.shared()));
    account.code = code;
    account.codeHash = code.hash();
  }

  /// Marks the account as one that the transaction concerned itself with: it exists from now on,
  /// and ceases to at the end when it is empty (EIP-161).
  public void touch(AccountState account) {
    if (account.touchedStamp != stamp || !account.exists) {
      int at = journal.add(Journal.Kind.TOUCHED, account, null);
      journal.numbers()[at] = account.touchedStamp;
      journal.numbers()[at + 1] = account.exists ? 1 : 0;
      account.exists = true;
      account.touchedStamp = stamp;
      touched.add(account);
    }
  }

  public void addBalance(AccountState account, UInt256 amount) {
    touch(account);
    if (!amount.isZero()) {
      putBalance(account, account.balance.plusWrapping(amount));
    }
  }

  /// @throws ArithmeticException when there is less; the caller has checked that there is not
  public void subtractBalance(AccountState account, UInt256 amount) {
    touch(account);
    if (!amount.isZero()) {
      putBalance(account, account.balance.minus(amount));
    }
  }

  public void putBalance(AccountState account, UInt256 balance) {
    int _ = journal.add(Journal.Kind.BALANCE, account, account.balance);
    account.balance = balance;
  }

  public void putNonce(AccountState account, long nonce) {
    touch(account);
    journal.add(Journal.Kind.NONCE, account, null, account.nonce);
    account.nonce = nonce;
  }

  /// Makes the account a new contract; it keeps its balance.
  public void create(AccountState account) {
    touch(account);
    journal.add(Journal.Kind.CREATED, account, null, account.nonce);
    account.createdStamp = stamp;
    account.nonce = rules.isAtLeast(Fork.SPURIOUS_DRAGON) ? 1 : 0;
  }

  /// Whether the account was created in this transaction (EIP-6780).
  public boolean isCreatedNow(AccountState account) {
    return account.createdStamp == stamp;
  }

  /// Lets the account end with the transaction; tells whether that is new.
  public boolean destroy(AccountState account) {
    if (account.destroyedStamp == stamp) {
      return false;
    }
    int _ = journal.add(Journal.Kind.DESTROYED, account, null);
    account.destroyedStamp = stamp;
    destroyed.add(account);
    return true;
  }

  public void addRefund(long gas) {
    journal.add(Journal.Kind.REFUND, null, null, refund);
    refund += gas;
  }

  public long refund() {
    return refund;
  }

  public void log(Log log) {
    int _ = journal.add(Journal.Kind.LOG, null, null);
    logs.add(log);
  }

  /// The logs of the transaction so far.
  public List<Log> logs() {
    return List.copyOf(logs);
  }

  /// What has changed since the start of the block.
  public StateDiff diff() {
    SortedMap<Address, StateDiff.AccountChange> changes = new TreeMap<>();
    SortedMap<Hash, Bytes> newCodes = new TreeMap<>();
    for (AccountState account : accounts.array()) {
      if (account != null) {
        StateDiff.AccountChange change = change(account);
        if (change != null) {
          changes.put(account.address, change);
          Hash before = account.base == null ? Account.NO_CODE : account.base.codeHash();
          if (account.hasCode() && !account.codeHash.equals(before)) {
            newCodes.put(account.codeHash, code(account).toBytes());
          }
        }
      }
    }
    return new StateDiff(changes, newCodes);
  }

  private static StateDiff.@Nullable AccountChange change(AccountState account) {
    Account now = account.now();
    boolean cleared = account.base != null && account.storageCleared;
    SortedMap<UInt256, UInt256> slots = new TreeMap<>();
    if (now != null) {
      for (Slot slot : account.storage.array()) {
        if (slot != null && !slot.value().equals(cleared ? UInt256.ZERO : slot.base())) {
          slots.put(slot.key(), slot.value());
        }
      }
    }
    boolean same = Objects.equals(now, account.base) && !cleared && slots.isEmpty();
    return same ? null : new StateDiff.AccountChange(now, cleared, slots);
  }
}
