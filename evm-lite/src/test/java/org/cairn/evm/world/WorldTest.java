package org.cairn.evm.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.cairn.core.block.Log;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.evm.fixture.Scene;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final Address A = Scene.CONTRACT;
  private static final Address B = Address.fromHex("0x" + "bb".repeat(20));

  private static void store(World world, Address address, long key, long value) {
    Slot slot = world.slot(world.account(address), UInt256.of(key));
    world.store(slot, new long[] {value, 0, 0, 0}, 0);
  }

  private static long load(World world, Address address, long key) {
    long[] word = new long[4];
    world.slot(world.account(address), UInt256.of(key)).read(word, 0);
    return word[0];
  }

  private static StateDiff.AccountChange change(World world, Address address) {
    return Objects.requireNonNull(world.diff().accounts().get(address));
  }

  @Test
  void diff_withoutAChange_isEmpty() {
    World world = new Scene().code(A, "00").slot(A, 1, 5).world();
    world.beginTransaction();
    assertThat(load(world, A, 1)).isEqualTo(5);
    boolean _ = world.warm(world.account(B));
    world.commitTransaction();
    assertThat(world.diff()).isEqualTo(StateDiff.NOTHING);
  }

  @Test
  void diff_ofASlotThatReturnsToItsValue_isEmpty() {
    World world = new Scene().code(A, "00").slot(A, 1, 5).world();
    world.beginTransaction();
    store(world, A, 1, 6);
    world.commitTransaction();
    world.beginTransaction();
    store(world, A, 1, 5);
    world.commitTransaction();
    assertThat(world.diff()).isEqualTo(StateDiff.NOTHING);
  }

  @Test
  void revertTo_afterChangesOfEveryKind_restoresAll() {
    World world = new Scene().code(A, "00").slot(A, 1, 5).world();
    world.beginTransaction();
    store(world, A, 2, 9);
    StateDiff before = world.diff();
    int checkpoint = world.checkpoint();
    AccountState account = world.account(B);
    world.addBalance(account, UInt256.of(3));
    world.create(account);
    world.putCode(account, Bytes.fromHex("0x6001"));
    store(world, A, 1, 6);
    store(world, A, 2, 0);
    world.addRefund(100);
    world.log(new Log(A, List.of(), Bytes.EMPTY));
    assertThat(world.warm(account)).isTrue();
    assertThat(world.destroy(account)).isTrue();
    world.revertTo(checkpoint);
    assertThat(world.diff()).isEqualTo(before);
    assertThat(world.refund()).isZero();
    assertThat(world.logs()).isEmpty();
    assertThat(account.exists()).isFalse();
    assertThat(world.isCreatedNow(account)).isFalse();
    assertThat(world.warm(account)).isTrue();
    world.commitTransaction();
    assertThat(world.diff()).isEqualTo(before);
  }

  @Test
  void commit_ofATouchedEmptyAccount_removesIt() {
    World world = new Scene().balance(B, 0).world();
    world.beginTransaction();
    world.touch(world.account(B));
    world.commitTransaction();
    assertThat(world.account(B).exists()).isFalse();
    StateDiff.AccountChange change = change(world, B);
    assertThat(change.after()).isNull();
  }

  @Test
  void destroyedAccount_createdAgainInALaterTransaction_hasNoneOfItsSlots() {
    World world = new Scene().code(A, "00").slot(A, 1, 5).world();
    world.beginTransaction();
    boolean _ = world.destroy(world.account(A));
    world.commitTransaction();
    world.beginTransaction();
    assertThat(load(world, A, 1)).isZero();
    world.create(world.account(A));
    store(world, A, 2, 8);
    world.commitTransaction();
    StateDiff.AccountChange change = change(world, A);
    assertThat(change.storageCleared()).isTrue();
    assertThat(change.slots()).containsOnlyKeys(UInt256.of(2));
  }

  @Test
  void transientStorage_inTheNextTransaction_isEmpty() {
    World world = new Scene().code(A, "00").world();
    long[] word = {7, 0, 0, 0};
    world.beginTransaction();
    world.store(world.transientSlot(world.account(A), word, 0), word, 0);
    int checkpoint = world.checkpoint();
    world.store(world.transientSlot(world.account(A), word, 0), new long[4], 0);
    world.revertTo(checkpoint);
    assertThat(world.transientSlot(world.account(A), word, 0).valueIs(word, 0)).isTrue();
    world.commitTransaction();
    world.beginTransaction();
    assertThat(world.transientSlot(world.account(A), word, 0).valueIsZero()).isTrue();
    world.commitTransaction();
    assertThat(world.diff()).isEqualTo(StateDiff.NOTHING);
  }

  @Test
  void warmth_inTheNextTransaction_isGone() {
    World world = new Scene().code(A, "00").world();
    world.beginTransaction();
    assertThat(world.warm(world.account(A))).isTrue();
    assertThat(world.warm(world.account(A))).isFalse();
    world.commitTransaction();
    world.beginTransaction();
    assertThat(world.warm(world.account(A))).isTrue();
    world.commitTransaction();
  }

  @Test
  void randomChanges_revertedToRandomCheckpoints_matchTheStateThen() {
    long seed = new Random().nextLong();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    World world = new Scene().code(A, "00").slot(A, 1, 5).balance(B, 50).world();
    world.beginTransaction();
    List<Integer> checkpoints = new ArrayList<>();
    List<StateDiff> diffs = new ArrayList<>();
    for (int step = 0; step < 3000; step++) {
      if (random.nextInt(6) == 0) {
        checkpoints.add(world.checkpoint());
        diffs.add(world.diff());
      } else if (random.nextInt(8) == 0 && !checkpoints.isEmpty()) {
        int to = random.nextInt(checkpoints.size());
        world.revertTo(checkpoints.get(to));
        assertThat(world.diff()).as("seed %d step %d", seed, step).isEqualTo(diffs.get(to));
        checkpoints.subList(to, checkpoints.size()).clear();
        diffs.subList(to, diffs.size()).clear();
      } else {
        change(world, random);
      }
    }
  }

  private static void change(World world, Random random) {
    AccountState account = world.account(random.nextBoolean() ? A : B);
    switch (random.nextInt(4)) {
      case 0 -> store(world, account.address(), random.nextInt(5), random.nextInt(3));
      case 1 -> world.addBalance(account, UInt256.of(random.nextInt(100)));
      case 2 -> world.putNonce(account, account.nonce() + 1);
      default -> world.putCode(account, Bytes.of((byte) random.nextInt(3)));
    }
  }
}
