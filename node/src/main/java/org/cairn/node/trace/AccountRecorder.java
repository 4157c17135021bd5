package org.cairn.node.trace;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.evm.code.Code;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Opcode;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.trace.Step;
import org.cairn.evm.trace.TracedState;
import org.cairn.rpc.trace.AccountChange;
import org.cairn.rpc.trace.AccountShot;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceBudget;
import org.cairn.rpc.trace.TraceKind;
import org.jspecify.annotations.Nullable;

/// Records the accounts and slots that a transaction looks at as they were before, or what it
/// changes of them.
///
/// An account is recorded when it is first looked at. That is before it can change, as every
/// instruction that changes an account looks at it first.
final class AccountRecorder implements Recorder {
  private static final int ACCOUNT_BYTES = 160;
  private static final int SLOT_BYTES = 140;

  /// An account as it was found.
  private record Before(
      UInt256 balance, long nonce, Bytes code, SortedMap<UInt256, UInt256> slots) {
    boolean isEmpty() {
      return balance.isZero() && nonce == 0 && code.isEmpty();
    }
  }

  private final Watched watched;
  private final TraceBudget budget;
  private final boolean withCode;
  private final boolean withStorage;
  private final boolean withEmpty;
  private final boolean isDifference;
  private final Map<Address, Before> found = new LinkedHashMap<>();
  private final Set<Address> created = new HashSet<>();
  private final Set<Address> destroyed = new HashSet<>();
  private @Nullable Trace trace;

  AccountRecorder(TraceKind kind, Watched watched, TraceBudget budget) {
    this.watched = watched;
    this.budget = budget;
    switch (kind) {
      case TraceKind.Prestate(boolean code, boolean storage, boolean empty) -> {
        withCode = code;
        withStorage = storage;
        withEmpty = empty;
        isDifference = false;
      }
      case TraceKind.Difference(boolean code, boolean storage) -> {
        withCode = code;
        withStorage = storage;
        withEmpty = false;
        isDifference = true;
      }
      case TraceKind other -> throw new IllegalArgumentException("no accounts in " + other);
    }
  }

  @Override
  public void started(TracedState state) {
    look(watched.from(), state);
    lookAtCallee(watched.to(), state);
    look(watched.beneficiary(), state);
    watched.authorities().forEach(authority -> look(authority, state));
    if (watched.creates()) {
      created.add(watched.to());
    }
  }

  @Override
  public void enter(CallEntry entry, TracedState state) {
    switch (entry.kind()) {
      case CREATE, CREATE2 -> {
        look(entry.to(), state);
        created.add(entry.to());
      }
      case SELFDESTRUCT -> {
        look(entry.to(), state);
        // EIP-6780
        if (!watched.rules().isAtLeast(Fork.CANCUN) || created.contains(entry.from())) {
          destroyed.add(entry.from());
        }
      }
      case CALL, CALLCODE, DELEGATECALL, STATICCALL -> lookAtCallee(entry.to(), state);
    }
  }

  @Override
  public void step(Step step) {
    budget.spend(0);
    switch (step.opcode()) {
      case Opcode.SLOAD, Opcode.SSTORE -> {
        if (step.stackSize() >= 1) {
          lookAtSlot(step.address(), step.word(0), step.state());
        }
      }
      case Opcode.BALANCE, Opcode.EXTCODESIZE, Opcode.EXTCODECOPY, Opcode.EXTCODEHASH -> {
        if (step.stackSize() >= 1) {
          look(address(step.word(0)), step.state());
        }
      }
      case Opcode.CALL, Opcode.CALLCODE, Opcode.DELEGATECALL, Opcode.STATICCALL -> {
        if (step.stackSize() >= 2) {
          lookAtCallee(address(step.word(1)), step.state());
        }
      }
      default -> {}
    }
  }

  private static Address address(UInt256 word) {
    return Address.copy(word.toBytes(), Hash.SIZE_BYTES - Address.SIZE_BYTES);
  }

  private void lookAtCallee(Address address, TracedState state) {
    look(address, state);
    // EIP-7702: an account that delegates runs the code of another.
    Address delegate =
        watched.rules().isAtLeast(Fork.PRAGUE) ? Code.delegateIn(state.code(address)) : null;
    if (delegate != null) {
      look(delegate, state);
    }
  }

  private Before look(Address address, TracedState state) {
    Before known = found.get(address);
    if (known != null) {
      return known;
    }
    Bytes code = state.code(address);
    budget.spend(ACCOUNT_BYTES + (withCode ? 2L * code.size() : 0));
    Before before = new Before(state.balance(address), state.nonce(address), code, new TreeMap<>());
    found.put(address, before);
    return before;
  }

  private void lookAtSlot(Address address, UInt256 key, TracedState state) {
    Before account = look(address, state);
    if (withStorage && !account.slots.containsKey(key)) {
      budget.spend(SLOT_BYTES);
      account.slots.put(key, state.slot(address, key));
    }
  }

  @Override
  public void ended(TracedState state, long gasUsed) {
    trace = isDifference ? difference(state) : prestate();
  }

  private Trace prestate() {
    SortedMap<Address, AccountShot> accounts = new TreeMap<>();
    found.forEach((address, before) -> {
      if (withEmpty || !before.isEmpty()) {
        accounts.put(address, shot(before, before.slots));
      }
    });
    return new Trace.Prestate(accounts);
  }

  private AccountShot shot(Before account, SortedMap<UInt256, UInt256> slots) {
    boolean coded = !account.code.isEmpty();
    return new AccountShot(
        account.balance,
        account.nonce == 0 ? null : account.nonce,
        coded && withCode ? account.code : null,
        coded ? Keccak256.hash(account.code.shared()) : null,
        slots);
  }

  /// What ends with the transaction is shown as it was, and not among what is after it.
  private Trace difference(TracedState state) {
    SortedMap<Address, AccountShot> before = new TreeMap<>();
    SortedMap<Address, AccountShot> after = new TreeMap<>();
    found.forEach((address, account) -> {
      SortedMap<UInt256, UInt256> former = new TreeMap<>();
      if (destroyed.contains(address)) {
        if (!account.isEmpty()) {
          before.put(address, shot(account, account.slots));
        }
        return;
      }
      AccountShot changed = change(address, account, state, former);
      if (changed != null) {
        after.put(address, changed);
        if (!account.isEmpty()) {
          before.put(address, shot(account, former));
        }
      }
    });
    return new Trace.Difference(before, after);
  }

  private @Nullable AccountShot change(
      Address address, Before before, TracedState state, SortedMap<UInt256, UInt256> former) {
    UInt256 balance = state.balance(address);
    long nonce = state.nonce(address);
    Bytes code = state.code(address);
    SortedMap<UInt256, UInt256> slots = new TreeMap<>();
    boolean isChanged = false;
    for (Map.Entry<UInt256, UInt256> slot : before.slots.entrySet()) {
      UInt256 now = state.slot(address, slot.getKey());
      if (!now.equals(slot.getValue())) {
        isChanged = true;
        if (!slot.getValue().isZero()) {
          former.put(slot.getKey(), slot.getValue());
        }
        if (!now.isZero()) {
          slots.put(slot.getKey(), now);
        }
      }
    }
    boolean newCode = !code.equals(before.code);
    boolean newBalance = !balance.equals(before.balance);
    boolean newNonce = nonce != before.nonce;
    if (!isChanged && !newCode && !newBalance && !newNonce) {
      return null;
    }
    return new AccountShot(
        newBalance ? balance : null,
        newNonce && nonce != 0 ? nonce : null,
        newCode && withCode ? code : null,
        newCode ? Keccak256.hash(code.shared()) : null,
        slots);
  }

  /// What became of each account that changed; asked for while the state is as the transaction left
  /// it.
  SortedMap<Address, AccountChange> changes(TracedState state) {
    SortedMap<Address, AccountChange> changes = new TreeMap<>();
    found.forEach((address, before) -> {
      var former = new AccountChange.Account(before.balance, before.nonce, before.code);
      var now =
          new AccountChange.Account(
              state.balance(address), state.nonce(address), state.code(address));
      SortedMap<UInt256, AccountChange.SlotChange> slots = new TreeMap<>();
      before.slots.forEach((key, value) -> {
        UInt256 later = state.slot(address, key);
        if (!later.equals(value)) {
          slots.put(key, new AccountChange.SlotChange(value, later));
        }
      });
      if (!now.equals(former) || !slots.isEmpty()) {
        changes.put(
            address,
            new AccountChange(former.isEmpty() ? null : former, now.isEmpty() ? null : now, slots));
      }
    });
    return changes;
  }

  @Override
  public Trace trace() {
    if (trace == null) {
      throw new IllegalStateException("the transaction has not ended");
    }
    return trace;
  }
}
