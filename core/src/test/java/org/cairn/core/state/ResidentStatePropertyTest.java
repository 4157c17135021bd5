package org.cairn.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Against [MemoryState], which makes its root of all leaves anew.
class ResidentStatePropertyTest {
  private static final int BLOCKS = 120;

  @Test
  void with_randomDiffs_answersAsAMapWouldInEveryVersion() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RandomDiffs diffs = new RandomDiffs(random);
    ResidentState state = ResidentState.of(StateDiff.NOTHING);
    MemoryState model = MemoryState.EMPTY;
    List<ResidentState> states = new ArrayList<>();
    List<MemoryState> models = new ArrayList<>();
    for (int block = 0; block < BLOCKS; block++) {
      StateDiff diff = diffs.next(state);
      state = state.with(diff);
      model = model.with(diff);
      states.add(state);
      models.add(model);
      if (random.nextInt(10) == 0) {
        // Back to an older state, as a development chain may go.
        int to = random.nextInt(states.size());
        state = states.get(to);
        model = models.get(to);
      }
    }
    for (int i = 0; i < BLOCKS; i++) {
      check("seed " + seed + " state " + i, states.get(i), models.get(i));
    }
  }

  private static void check(String what, ResidentState state, MemoryState model) {
    assertThat(state.root()).as(what).isEqualTo(model.root());
    assertThat(MemoryState.of(state.toDiff()).root()).as(what).isEqualTo(model.root());
    for (int i = 0; i < RandomDiffs.ADDRESSES; i++) {
      Address address = RandomDiffs.address(i);
      Account account = model.account(address);
      assertThat(state.account(address)).as(what).isEqualTo(account);
      assertThat(state.hasStorage(address)).as(what).isEqualTo(model.hasStorage(address));
      if (account != null) {
        assertThat(state.code(account.codeHash())).isEqualTo(model.code(account.codeHash()));
      }
      for (int slot = 0; slot < RandomDiffs.SLOTS; slot++) {
        UInt256 key = UInt256.of(slot);
        assertThat(state.slot(address, key)).as(what).isEqualTo(model.slot(address, key));
      }
    }
  }

  @Test
  void proof_ofAnAccountAndASlot_leadsFromTheRoot() {
    TreeMap<Address, StateDiff.AccountChange> accounts = new TreeMap<>();
    TreeMap<UInt256, UInt256> slots = new TreeMap<>();
    slots.put(UInt256.ONE, UInt256.of(9));
    Account account = new Account(1, org.cairn.core.types.Wei.of(5), Account.NO_CODE);
    accounts.put(RandomDiffs.address(1), new StateDiff.AccountChange(account, false, slots));
    ResidentState state = ResidentState.of(new StateDiff(accounts, new TreeMap<>()));
    StateProof proof =
        StateProof.of(state, RandomDiffs.address(1), List.of(UInt256.ONE, UInt256.ZERO));
    assertThat(proof.account()).isEqualTo(account);
    assertThat(hash(proof.accountNodes().getFirst())).isEqualTo(state.root().toString());
    assertThat(hash(proof.slots().getFirst().nodes().getFirst()))
        .isEqualTo(proof.storageRoot().toString());
    assertThat(proof.slots().getFirst().value()).isEqualTo(UInt256.of(9));
    assertThat(proof.slots().getLast().value()).isEqualTo(UInt256.ZERO);
    StateProof nobody = StateProof.of(state, RandomDiffs.address(2), List.of(UInt256.ONE));
    assertThat(nobody.account()).isNull();
    assertThat(nobody.accountNodes()).isNotEmpty();
    assertThat(proof.proves(state.root())).isTrue();
    assertThat(nobody.proves(state.root())).isTrue();
    assertThat(nobody.proves(proof.storageRoot())).isFalse();
    assertThat(forged(proof, new Account(2, account.balance(), Account.NO_CODE), UInt256.of(9)))
        .isNotEqualTo(proof)
        .matches(forgery -> !forgery.proves(state.root()));
    assertThat(forged(proof, account, UInt256.of(8)).proves(state.root())).isFalse();
    assertThat(forged(proof, account, UInt256.ZERO).proves(state.root())).isFalse();
    assertThat(forged(proof, null, UInt256.of(9)).proves(state.root())).isFalse();
    assertThat(forged(proof, account, UInt256.of(9)).proves(state.root())).isTrue();
    StateProof bare =
        new StateProof(proof.address(), account, proof.storageRoot(), List.of(), List.of());
    assertThat(bare.proves(state.root())).isFalse();
  }

  private static StateProof forged(StateProof proof, @Nullable Account account, UInt256 value) {
    StateProof.SlotProof slot = proof.slots().getFirst();
    return new StateProof(
        proof.address(),
        account,
        proof.storageRoot(),
        proof.accountNodes(),
        List.of(new StateProof.SlotProof(slot.key(), value, slot.nodes())));
  }

  private static String hash(Bytes node) {
    return Keccak256.hash(node).toString();
  }
}
