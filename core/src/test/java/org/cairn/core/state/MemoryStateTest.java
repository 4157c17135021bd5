package org.cairn.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.trie.BulkRoot;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryStateTest {
  private static final Address ALICE =
      Address.fromHex("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
  private static final UInt256 SLOT = UInt256.of(7);

  @Test
  void root_ofTheEmptyState_isTheEmptyTrie() {
    assertThat(MemoryState.EMPTY.root()).isEqualTo(BulkRoot.EMPTY);
  }

  @Test
  void with_slotSetAndZeroed_returnsToTheFormerRoot() {
    Account account = new Account(1, Wei.of(5), Account.NO_CODE);
    MemoryState plain = MemoryState.of(change(account, false, new TreeMap<>()));
    MemoryState stored = plain.with(change(account, false, slots(SLOT, UInt256.ONE)));
    assertThat(stored.slot(ALICE, SLOT)).isEqualTo(UInt256.ONE);
    assertThat(stored.hasStorage(ALICE)).isTrue();
    assertThat(stored.root()).isNotEqualTo(plain.root());
    MemoryState zeroed = stored.with(change(account, false, slots(SLOT, UInt256.ZERO)));
    assertThat(zeroed.root()).isEqualTo(plain.root());
    assertThat(zeroed.hasStorage(ALICE)).isFalse();
    assertThat(stored.with(change(account, true, new TreeMap<>())).root()).isEqualTo(plain.root());
  }

  @Test
  void with_accountGone_forgetsItsStorage() {
    Account account = new Account(1, Wei.of(5), Account.NO_CODE);
    MemoryState stored = MemoryState.of(change(account, false, slots(SLOT, UInt256.ONE)));
    MemoryState gone = stored.with(change(null, false, new TreeMap<>()));
    assertThat(gone.root()).isEqualTo(BulkRoot.EMPTY);
    assertThat(gone.account(ALICE)).isNull();
    MemoryState again = gone.with(change(account, false, new TreeMap<>()));
    assertThat(again.slot(ALICE, SLOT)).isEqualTo(UInt256.ZERO);
    assertThat(stored.slot(ALICE, SLOT)).isEqualTo(UInt256.ONE);
  }

  @Test
  void code_ofADiff_isFoundByHash() {
    Bytes code = Bytes.fromHex("0x6001");
    StateDiff diff = new StateDiff(new TreeMap<>(), codes(code));
    assertThat(MemoryState.of(diff).code(Keccak256.hash(code))).isEqualTo(code);
    assertThat(MemoryState.EMPTY.code(Account.NO_CODE)).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void toDiff_ofAState_makesItAgain() {
    Account account = new Account(3, Wei.of(9), Account.NO_CODE);
    MemoryState state = MemoryState.of(change(account, false, slots(SLOT, UInt256.MAX)));
    assertThat(MemoryState.of(state.toDiff()).root()).isEqualTo(state.root());
  }

  private static SortedMap<Hash, Bytes> codes(Bytes code) {
    SortedMap<Hash, Bytes> codes = new TreeMap<>();
    codes.put(Keccak256.hash(code), code);
    return codes;
  }

  private static SortedMap<UInt256, UInt256> slots(UInt256 key, UInt256 value) {
    SortedMap<UInt256, UInt256> slots = new TreeMap<>();
    slots.put(key, value);
    return slots;
  }

  private static StateDiff change(
      @Nullable Account after, boolean cleared, SortedMap<UInt256, UInt256> slots) {
    SortedMap<Address, AccountChange> accounts = new TreeMap<>();
    accounts.put(ALICE, new AccountChange(after, cleared, slots));
    return new StateDiff(accounts, new TreeMap<>());
  }
}
