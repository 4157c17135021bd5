package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.Account;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.PrecompileMoves;
import org.jspecify.annotations.Nullable;

/// What a client wants a simulated call to believe of some accounts.
record StateOverrides(Map<Address, AccountOverride> accounts) {
  static final StateOverrides NONE = new StateOverrides(Map.of());
  private static final int MAX_ACCOUNTS = 10_000;
  private static final int MAX_SLOTS = 100_000;

  StateOverrides {
    accounts = Map.copyOf(accounts);
  }

  /// `slots` replace the whole storage when `storageReplaced`, else only what they name.
  record AccountOverride(
      @Nullable Long nonce,
      @Nullable Wei balance,
      @Nullable Bytes code,
      @Nullable Address precompileTo,
      boolean storageReplaced,
      Map<UInt256, UInt256> slots) {
    AccountOverride {
      slots = Map.copyOf(slots);
    }

    boolean changesNothing() {
      return nonce == null
          && balance == null
          && code == null
          && !storageReplaced
          && slots.isEmpty();
    }

    Account over(Account before) {
      return new Account(
          nonce == null ? before.nonce() : nonce,
          balance == null ? before.balance() : balance,
          code == null ? before.codeHash() : Keccak256.hash(code));
    }
  }

  static StateOverrides read(JsonParser parser) throws IOException {
    expectObject(parser, "state overrides");
    Map<Address, AccountOverride> accounts = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Address address = address(parser.currentName());
      var _ = parser.nextToken();
      accounts.put(address, account(parser));
      if (accounts.size() > MAX_ACCOUNTS) {
        throw new IllegalArgumentException("more than " + MAX_ACCOUNTS + " accounts overridden");
      }
    }
    return new StateOverrides(accounts);
  }

  /// The state with the overrides on top, for a call that leaves nothing behind.
  StateReader over(StateReader state) {
    return accounts.isEmpty() ? state : new Overridden(state, accounts);
  }

  /// An account that is overridden is no precompile any more; one that is moved is one elsewhere.
  PrecompileMoves precompiles(Predicate<Address> isPrecompile) {
    Set<Address> removed = new HashSet<>();
    Map<Address, Address> moved = new HashMap<>();
    new TreeMap<>(accounts)
        .forEach((address, override) -> {
          Address to = override.precompileTo();
          if (to != null && !isPrecompile.test(address)) {
            throw new RpcException(RpcError.SERVER, "account " + address + " is not a precompile");
          }
          if (to != null && accounts.containsKey(to)) {
            throw new RpcException(
                to.equals(address) ? RpcError.PRECOMPILE_MOVED_TO_ITSELF : RpcError.SERVER,
                "account " + to + " is already overridden");
          }
          if (to != null) {
            moved.put(to, address);
          }
          if (isPrecompile.test(address)) {
            removed.add(address);
          }
        });
    return new PrecompileMoves(removed, moved);
  }

  /// The same as a change of the state, for blocks that are laid upon it.
  StateDiff difference(StateReader state) {
    SortedMap<Address, StateDiff.AccountChange> changes = new TreeMap<>();
    SortedMap<Hash, Bytes> codes = new TreeMap<>();
    accounts.forEach((address, override) -> {
      if (override.changesNothing()) {
        return;
      }
      Account found = state.account(address);
      Account after = override.over(found == null ? Account.EMPTY : found);
      Bytes code = override.code();
      if (code != null && !code.isEmpty()) {
        codes.put(after.codeHash(), code);
      }
      changes.put(
          address,
          new StateDiff.AccountChange(
              after, override.storageReplaced(), new TreeMap<>(override.slots())));
    });
    return new StateDiff(changes, codes);
  }

  private static AccountOverride account(JsonParser parser) throws IOException {
    expectObject(parser, "an account's override");
    Long nonce = null;
    Wei balance = null;
    Bytes code = null;
    Address precompileTo = null;
    Map<UInt256, UInt256> state = null;
    Map<UInt256, UInt256> difference = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (name) {
        case "nonce" -> nonce = Values.unsigned(parser);
        case "balance" -> balance = Values.wei(parser);
        case "code" -> code = Values.bytes(parser);
        case "movePrecompileToAddress" -> precompileTo = Values.address(parser);
        case "state" -> state = slots(parser);
        case "stateDiff" -> difference = slots(parser);
        default -> throw new IllegalArgumentException("override of another kind: " + name);
      }
    }
    if (state != null && difference != null) {
      throw new RpcException(RpcError.SERVER, "account has both 'state' and 'stateDiff'");
    }
    Map<UInt256, UInt256> slots = state != null ? state : difference;
    return new AccountOverride(
        nonce, balance, code, precompileTo, state != null, slots == null ? Map.of() : slots);
  }

  private static Map<UInt256, UInt256> slots(JsonParser parser) throws IOException {
    expectObject(parser, "overridden slots");
    Map<UInt256, UInt256> slots = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      UInt256 key = UInt256.fromHex(parser.currentName());
      var _ = parser.nextToken();
      slots.put(key, Values.slotKey(parser));
      if (slots.size() > MAX_SLOTS) {
        throw new IllegalArgumentException("more than " + MAX_SLOTS + " slots overridden");
      }
    }
    return slots;
  }

  private static Address address(String name) {
    try {
      return Address.fromHex(name);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("state overrides are by address");
    }
  }

  private static void expectObject(JsonParser parser, String what) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException(what + " must be an object");
    }
  }

  /// The state with the overrides on top.
  private record Overridden(StateReader state, Map<Address, AccountOverride> accounts)
      implements StateReader {
    @Override
    public @Nullable Account account(Address address) {
      Account account = state.account(address);
      AccountOverride override = accounts.get(address);
      if (override == null) {
        return account;
      }
      return override.over(account == null ? Account.EMPTY : account);
    }

    @Override
    public UInt256 slot(Address address, UInt256 key) {
      AccountOverride override = accounts.get(address);
      UInt256 value = override == null ? null : override.slots().get(key);
      if (value != null) {
        return value;
      }
      return override != null && override.storageReplaced()
          ? UInt256.ZERO
          : state.slot(address, key);
    }

    @Override
    public boolean hasStorage(Address address) {
      AccountOverride override = accounts.get(address);
      if (override != null && override.slots().values().stream().anyMatch(v -> !v.isZero())) {
        return true;
      }
      return (override == null || !override.storageReplaced()) && state.hasStorage(address);
    }

    @Override
    public Bytes code(Hash codeHash) {
      for (AccountOverride override : accounts.values()) {
        Bytes code = override.code();
        if (code != null && Keccak256.hash(code).equals(codeHash)) {
          return code;
        }
      }
      return state.code(codeHash);
    }
  }
}
