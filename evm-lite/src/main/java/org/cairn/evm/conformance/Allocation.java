package org.cairn.evm.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// A state as JSON: address to balance, nonce, code and storage, of which geth's form leaves out
/// what is empty.
public final class Allocation {
  private Allocation() {}

  /// @throws IllegalArgumentException when this is no state
  public static MemoryState read(JsonNode accounts) {
    if (!accounts.isObject()) {
      throw new IllegalArgumentException("not an object of accounts");
    }
    SortedMap<Address, AccountChange> changes = new TreeMap<>();
    SortedMap<Hash, Bytes> codes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : accounts.properties()) {
      Address address = FixtureValues.address(entry.getKey());
      changes.put(address, account(entry.getValue(), codes));
    }
    return MemoryState.of(new StateDiff(changes, codes));
  }

  private static AccountChange account(JsonNode json, SortedMap<Hash, Bytes> codes) {
    JsonNode codeNode = FixtureValues.member(json, "code");
    Bytes code = codeNode == null ? Bytes.EMPTY : FixtureValues.bytes(codeNode);
    Hash codeHash = code.isEmpty() ? Account.NO_CODE : Keccak256.hash(code);
    if (!code.isEmpty()) {
      codes.put(codeHash, code);
    }
    SortedMap<UInt256, UInt256> slots = new TreeMap<>();
    JsonNode storage = FixtureValues.member(json, "storage");
    if (storage != null) {
      for (Map.Entry<String, JsonNode> slot : storage.properties()) {
        slots.put(slotKey(slot.getKey()), FixtureValues.number(slot.getValue()));
      }
    }
    JsonNode nonce = FixtureValues.member(json, "nonce");
    JsonNode balance = FixtureValues.member(json, "balance");
    Account account =
        new Account(
            nonce == null ? 0 : FixtureValues.unsignedLong(nonce),
            balance == null ? Wei.ZERO : FixtureValues.wei(balance),
            codeHash);
    return new AccountChange(account, false, slots);
  }

  private static UInt256 slotKey(String text) {
    return text.equals("0x") ? UInt256.ZERO : UInt256.fromHex(prefixed(text));
  }

  private static String prefixed(String text) {
    return text.startsWith("0x") ? text : "0x" + text;
  }

  /// The state as geth's tools write it: without what is empty, slots with 32 bytes.
  public static ObjectNode write(MemoryState state) {
    ObjectNode accounts = JsonNodeFactory.instance.objectNode();
    StateDiff all = state.toDiff();
    all.accounts()
        .forEach((address, change) -> accounts.set(address.toString(), write(change, state)));
    return accounts;
  }

  private static ObjectNode write(AccountChange change, MemoryState state) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Account account = change.after();
    if (account == null) {
      return json;
    }
    Bytes code = state.code(account.codeHash());
    if (!code.isEmpty()) {
      json.put("code", code.toString());
    }
    if (!change.slots().isEmpty()) {
      ObjectNode storage = json.putObject("storage");
      change
          .slots()
          .forEach((key, value) -> storage.put(key.toHash().toString(), value.toHash().toString()));
    }
    json.put("balance", account.balance().value().toHex());
    if (account.nonce() != 0) {
      json.put("nonce", "0x" + Long.toHexString(account.nonce()));
    }
    return json;
  }

  /// The first differences between two states in words; nothing when they are equal.
  static @Nullable String difference(MemoryState expected, MemoryState actual) {
    if (expected.root().equals(actual.root())) {
      return null;
    }
    SortedMap<Address, AccountChange> wanted = expected.toDiff().accounts();
    SortedMap<Address, AccountChange> got = actual.toDiff().accounts();
    StringBuilder words = new StringBuilder();
    int shown = 0;
    for (Address address : union(wanted, got)) {
      String difference = difference(wanted.get(address), got.get(address));
      if (difference != null) {
        words.append(words.isEmpty() ? "" : "; ").append(address).append(' ').append(difference);
        if (++shown == MAX_SHOWN) {
          break;
        }
      }
    }
    return words.toString();
  }

  private static final int MAX_SHOWN = 4;

  private static Iterable<Address> union(
      SortedMap<Address, AccountChange> a, SortedMap<Address, AccountChange> b) {
    SortedMap<Address, AccountChange> all = new TreeMap<>(a);
    all.putAll(b);
    return all.keySet();
  }

  private static @Nullable String difference(
      @Nullable AccountChange expected, @Nullable AccountChange actual) {
    Account wanted = expected == null ? null : expected.after();
    Account got = actual == null ? null : actual.after();
    if (expected == null || actual == null || wanted == null || got == null) {
      return wanted == null && got == null ? null : wanted == null ? "should not be" : "is missing";
    }
    if (wanted.nonce() != got.nonce()) {
      return "nonce " + got.nonce() + ", not " + wanted.nonce();
    }
    if (!wanted.balance().equals(got.balance())) {
      return "balance " + got.balance() + ", not " + wanted.balance();
    }
    if (!wanted.codeHash().equals(got.codeHash())) {
      return "code hash " + got.codeHash() + ", not " + wanted.codeHash();
    }
    SortedMap<UInt256, UInt256> keys = new TreeMap<>(expected.slots());
    keys.putAll(actual.slots());
    for (UInt256 key : keys.keySet()) {
      UInt256 value = expected.slots().getOrDefault(key, UInt256.ZERO);
      UInt256 found = actual.slots().getOrDefault(key, UInt256.ZERO);
      if (!value.equals(found)) {
        return "slot " + key + " is " + found + ", not " + value;
      }
    }
    return null;
  }
}
