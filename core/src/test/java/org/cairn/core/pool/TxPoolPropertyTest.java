package org.cairn.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.state.MemoryState;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Wei;
import org.junit.jupiter.api.Test;

/// Random additions, removals and blocks on a small pool: after each step the limits hold, what is
/// pending follows the account's nonce without a gap, and all ways to look at the pool agree.
class TxPoolPropertyTest {
  private static final int SENDERS = 5;
  private static final PoolOptions OPTIONS = new PoolOptions(25, 8, 9, 1000, Wei.ZERO);

  private final long[] nonces = new long[SENDERS + 1];
  private final long[] balances = new long[SENDERS + 1];
  private long number = 1;

  @Test
  void pool_afterRandomSteps_keepsItsInvariants() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 1; i <= SENDERS; i++) {
      balances[i] = 100_000_000L;
    }
    TxPool pool = new TxPool(OPTIONS, (_, _) -> null, PoolFixture.head(1, 10), state());
    for (int step = 0; step < 5000; step++) {
      switch (random.nextInt(12)) {
        case 0 -> block(random, pool);
        case 1 -> removeAny(random, pool);
        default -> {
          int sender = 1 + random.nextInt(SENDERS);
          long nonce = Math.max(0, nonces[sender] - 1 + random.nextInt(10));
          long fee = 10L + random.nextInt(200);
          var _ =
              pool.add(
                  PoolFixture.transfer(
                      PoolFixture.sender(sender), nonce, fee, random.nextInt((int) fee)));
        }
      }
      check(pool);
    }
  }

  private void block(Random random, TxPool pool) {
    List<RecoveredTransaction> included = new ArrayList<>();
    Selection selection = pool.best(Wei.of(10));
    int size = random.nextInt(6);
    for (int i = 0; i < size; i++) {
      RecoveredTransaction next = selection.next();
      if (next != null) {
        included.add(next);
        nonces[index(next.sender())]++;
      }
    }
    int touched = 1 + random.nextInt(SENDERS);
    balances[touched] = 100_000_000L - random.nextInt(99_000_000);
    included.add(PoolFixture.transfer(PoolFixture.sender(touched), nonces[touched]++, 1, 1));
    pool.onBlock(PoolFixture.head(++number, 10), state(), included);
  }

  private static void removeAny(Random random, TxPool pool) {
    List<RecoveredTransaction> all = new ArrayList<>();
    pool.content().pending().values().forEach(all::addAll);
    if (!all.isEmpty()) {
      pool.remove(all.get(random.nextInt(all.size())).signed().hash());
    }
  }

  private void check(TxPool pool) {
    PoolContent content = pool.content();
    int pending = 0;
    int queued = 0;
    for (int i = 1; i <= SENDERS; i++) {
      Address sender = PoolFixture.sender(i);
      List<RecoveredTransaction> ready = content.pending().getOrDefault(sender, List.of());
      List<RecoveredTransaction> behind = content.queued().getOrDefault(sender, List.of());
      long next = nonces[i];
      for (RecoveredTransaction each : ready) {
        assertThat(each.transaction().nonce()).isEqualTo(next++);
        assertThat(pool.get(each.signed().hash())).isSameAs(each);
      }
      assertThat(pool.pendingNonce(sender)).isEqualTo(next);
      for (RecoveredTransaction each : behind) {
        assertThat(each.transaction().nonce()).isGreaterThan(next);
        assertThat(pool.get(each.signed().hash())).isSameAs(each);
      }
      assertThat(ready.size() + behind.size()).isLessThanOrEqualTo(OPTIONS.maxPerSender());
      pending += ready.size();
      queued += behind.size();
    }
    assertThat(pool.pendingCount()).isEqualTo(pending);
    assertThat(pool.queuedCount()).isEqualTo(queued);
    assertThat(pending + queued).isLessThanOrEqualTo(OPTIONS.maxTransactions());
    assertThat(selectedCount(pool)).isEqualTo(pending);
  }

  private static int selectedCount(TxPool pool) {
    Selection selection = pool.best(null);
    int count = 0;
    while (selection.next() != null) {
      count++;
    }
    return count;
  }

  private MemoryState state() {
    MemoryState state = MemoryState.EMPTY;
    for (int i = 1; i <= SENDERS; i++) {
      state =
          PoolFixture.with(
              state, PoolFixture.sender(i), nonces[i], Wei.of(balances[i]), Bytes.EMPTY);
    }
    return state;
  }

  private static int index(Address sender) {
    return sender.shared()[Address.SIZE_BYTES - 1];
  }
}
