package org.cairn.node.dev;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.Account;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;

/// Changes to one account that no transaction makes.
final class Edits {
  private Edits() {}

  static StateDiff balance(StateReader state, Address address, Wei balance) {
    return account(state, address, was -> new Account(was.nonce(), balance, was.codeHash()));
  }

  static StateDiff moreBalance(StateReader state, Address address, Wei amount) {
    return balance(state, address, account(state, address).balance().plus(amount));
  }

  static StateDiff nonce(StateReader state, Address address, long nonce) {
    return account(state, address, was -> new Account(nonce, was.balance(), was.codeHash()));
  }

  static StateDiff code(StateReader state, Address address, Bytes code) {
    Hash hash = code.isEmpty() ? Account.NO_CODE : Keccak256.hash(code);
    Account was = account(state, address);
    SortedMap<Hash, Bytes> codes = new TreeMap<>();
    if (!code.isEmpty()) {
      codes.put(hash, code);
    }
    return diff(
        address,
        new Account(was.nonce(), was.balance(), hash),
        Collections.emptySortedMap(),
        codes);
  }

  static StateDiff slot(StateReader state, Address address, UInt256 key, UInt256 value) {
    SortedMap<UInt256, UInt256> slots = new TreeMap<>();
    slots.put(key, value);
    return diff(address, account(state, address), slots, Collections.emptySortedMap());
  }

  private static StateDiff account(
      StateReader state, Address address, UnaryOperator<Account> change) {
    return diff(
        address,
        change.apply(account(state, address)),
        Collections.emptySortedMap(),
        Collections.emptySortedMap());
  }

  private static Account account(StateReader state, Address address) {
    Account account = state.account(address);
    return account == null ? Account.EMPTY : account;
  }

  private static StateDiff diff(
      Address address,
      Account after,
      SortedMap<UInt256, UInt256> slots,
      SortedMap<Hash, Bytes> codes) {
    SortedMap<Address, StateDiff.AccountChange> accounts = new TreeMap<>();
    accounts.put(address, new StateDiff.AccountChange(after, false, slots));
    return new StateDiff(accounts, codes);
  }
}
