package org.cairn.core.state;

import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;

/// Diffs over few addresses and slots, so that accounts and slots come, change, go and come again.
public final class RandomDiffs {
  public static final int ADDRESSES = 40;
  public static final int SLOTS = 12;

  private final Random random;

  public RandomDiffs(Random random) {
    this.random = random;
  }

  public static Address address(int index) {
    byte[] address = new byte[Address.SIZE_BYTES];
    address[0] = (byte) index;
    return Address.wrap(address);
  }

  public StateDiff next(StateReader state) {
    SortedMap<Address, AccountChange> changes = new TreeMap<>();
    SortedMap<Hash, Bytes> codes = new TreeMap<>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      Address address = address(random.nextInt(ADDRESSES));
      changes.put(address, change(state, address, codes));
    }
    return new StateDiff(changes, codes);
  }

  private AccountChange change(StateReader state, Address address, SortedMap<Hash, Bytes> codes) {
    if (random.nextInt(6) == 0) {
      return new AccountChange(null, random.nextBoolean(), new TreeMap<>());
    }
    Account before = state.account(address);
    Hash codeHash = before == null ? Account.NO_CODE : before.codeHash();
    if (random.nextInt(5) == 0) {
      Bytes code = Bytes.of((byte) random.nextInt(20), (byte) 1);
      codeHash = Keccak256.hash(code);
      codes.put(codeHash, code);
    }
    Account after =
        random.nextInt(4) == 0 && before != null
            ? before
            : new Account(random.nextInt(3), Wei.of(random.nextInt(5)), codeHash);
    SortedMap<UInt256, UInt256> slots = new TreeMap<>();
    int count = random.nextInt(3) == 0 ? random.nextInt(6) : 0;
    for (int i = 0; i < count; i++) {
      slots.put(
          UInt256.of(random.nextInt(SLOTS)),
          random.nextInt(3) == 0 ? UInt256.ZERO : UInt256.of(1 + random.nextInt(4)));
    }
    return new AccountChange(after, random.nextInt(6) == 0, slots);
  }
}
