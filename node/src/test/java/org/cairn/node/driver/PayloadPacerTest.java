package org.cairn.node.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.simplex.Effect;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

class PayloadPacerTest {
  private static final long PARENT_MILLIS = 1_000_000;
  private static final long MIN_INTERVAL = 100;
  private static final long BLOCK_TIME = 1_000;

  private record Attempt(long atMillis, boolean must) {}

  private final VirtualTime time = new VirtualTime(PARENT_MILLIS);
  private final List<Attempt> attempts = new ArrayList<>();
  private boolean poolHasTransactions;

  private final PayloadPacer pacer =
      new PayloadPacer(time, time, this::tryToBuild, MIN_INTERVAL, BLOCK_TIME);

  private void tryToBuild(Effect.BuildPayload request, boolean must, PayloadPacer pacer) {
    attempts.add(new Attempt(time.unixMillis(), must));
    if (must || poolHasTransactions) {
      pacer.built(request);
    } else {
      pacer.nothingToBuild(request);
    }
  }

  private static Effect.BuildPayload request(long view) {
    return new Effect.BuildPayload(
        new Round(0, view),
        new RootBlock(view - 1, Hash.ZERO, view - 1, PARENT_MILLIS, Hash.ZERO),
        0,
        Bytes.EMPTY,
        List.of());
  }

  @Test
  void build_withoutTransactions_comesWhenTheBlockTimeHasPassed() {
    pacer.build(request(1));
    time.pass(5_000);
    assertThat(attempts)
        .containsExactly(
            new Attempt(PARENT_MILLIS + MIN_INTERVAL, false),
            new Attempt(PARENT_MILLIS + BLOCK_TIME, true));
  }

  @Test
  void build_withTransactionsInThePool_comesAfterTheMinimumInterval() {
    poolHasTransactions = true;
    pacer.build(request(1));
    time.pass(5_000);
    assertThat(attempts).containsExactly(new Attempt(PARENT_MILLIS + MIN_INTERVAL, false));
  }

  @Test
  void transactionCame_whileWaiting_buildsAtOnceAndOnlyOnce() {
    pacer.build(request(1));
    time.pass(500);
    poolHasTransactions = true;
    pacer.transactionCame();
    pacer.transactionCame();
    time.pass(5_000);
    assertThat(attempts)
        .containsExactly(
            new Attempt(PARENT_MILLIS + MIN_INTERVAL, false),
            new Attempt(PARENT_MILLIS + 501, false));
  }

  @Test
  void build_onAnOldParent_doesNotWait() {
    time.pass(60_000);
    pacer.build(request(1));
    assertThat(attempts).containsExactly(new Attempt(PARENT_MILLIS + 60_000, true));
  }

  @Test
  void build_forANewView_replacesTheOldRequest() {
    pacer.build(request(1));
    time.pass(50);
    pacer.build(request(2));
    time.pass(5_000);
    assertThat(attempts).filteredOn(Attempt::must).hasSize(1);
  }

  @Test
  void build_onAParentFromTheFuture_isTriedAgainSoon() {
    poolHasTransactions = true;
    time.pass(-500);
    pacer.build(request(1));
    time.pass(700);
    assertThat(attempts).containsExactly(new Attempt(PARENT_MILLIS + MIN_INTERVAL, false));
  }
}
