package org.cairn.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.RandomDiffs;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateProof;
import org.cairn.core.state.StateView;
import org.cairn.core.trie.MissingNodeException;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random blocks with unfinalized siblings and reopenings, against states in memory that build
/// their roots anew: every view must go on to answer for its own block, whatever is committed
/// later.
class ChainDatabasePropertyTest {
  private static final int BLOCKS = 120;
  private static final int WINDOW = 40;

  /// A view under test and what it must answer.
  private record Held(StateView view, MemoryState model) {}

  @TempDir Path folder;

  private final List<MemoryState> models = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();

  @Test
  void views_ofRandomChains_keepAnsweringForTheirBlock() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    for (int run = 0; run < 3; run++) {
      models.clear();
      held.clear();
      runChain(new Random(seed + run), folder.resolve("run" + run));
    }
  }

  private void runChain(Random random, Path dir) {
    RandomDiffs diffs = new RandomDiffs(random);
    StateDiff first = diffs.next(MemoryState.EMPTY);
    models.add(MemoryState.of(first));
    GenesisBlock genesis = TestBlocks.genesis(first, models.getFirst().root());
    ChainOptions options = new ChainOptions(WINDOW);
    ChainDatabase database = ChainDatabase.open(dir, genesis, options);
    try {
      while (models.size() <= BLOCKS) {
        extend(random, diffs, database);
        check(random, database);
        if (random.nextInt(20) == 0) {
          database.close();
          held.clear();
          database = ChainDatabase.open(dir, genesis, options);
          assertThat(database.head().number()).isEqualTo(models.size() - 1);
        }
      }
      StoredStateCheck.check(database, models.getLast());
    } finally {
      database.close();
    }
    try (ChainDatabase reopened = ChainDatabase.open(dir, genesis, options)) {
      StoredStateCheck.check(reopened, models.getLast());
    }
  }

  /// One to three layers, some with siblings, committed in order.
  private void extend(Random random, RandomDiffs diffs, ChainDatabase database) {
    StateView view = database.headState();
    MemoryState model = models.getLast();
    List<Held> chain = new ArrayList<>();
    int length = 1 + random.nextInt(3);
    for (int i = 0; i < length; i++) {
      if (random.nextBoolean()) {
        StateDiff sibling = diffs.next(model);
        held.add(new Held(view.with(sibling), model.with(sibling)));
      }
      StateDiff diff = diffs.next(model);
      view = view.with(diff);
      model = model.with(diff);
      assertThat(view.root()).isEqualTo(model.root());
      chain.add(new Held(view, model));
    }
    held.addAll(chain);
    for (Held layer : chain) {
      database.commit(TestBlocks.child(database.head(), layer.view()));
      models.add(layer.model());
      if (random.nextInt(4) == 0) {
        held.add(new Held(database.headState(), layer.model()));
      }
    }
    while (held.size() > 15) {
      held.removeFirst();
    }
  }

  private void check(Random random, ChainDatabase database) {
    assertThat(database.headState().root()).isEqualTo(models.getLast().root());
    assertSame(random, database.headState(), models.getLast());
    for (Held each : held) {
      assertThat(each.view().root()).isEqualTo(each.model().root());
      assertSame(random, each.view(), each.model());
    }
    int oldest = (int) database.oldestState();
    assertThat(oldest).isEqualTo(Math.max(0, models.size() - 1 - WINDOW));
    for (int i = 0; i < 4; i++) {
      int number = oldest + random.nextInt(models.size() - oldest);
      StateView past = Objects.requireNonNull(database.stateAt(number));
      assertSame(random, past, models.get(number));
      assertProof(random, past, models.get(number));
      StateDiff diff = new RandomDiffs(random).next(models.get(number));
      assertThat(past.with(diff).root())
          .as("a block laid upon a former state")
          .isEqualTo(models.get(number).with(diff).root());
    }
    assertThat(database.stateAt(models.size())).isNull();
    assertThat(database.stateAt(oldest - 1)).isNull();
    assertProof(random, database.headState(), models.getLast());
  }

  private static void assertSame(Random random, StateView view, MemoryState model) {
    for (int i = 0; i < 6; i++) {
      Address address = RandomDiffs.address(random.nextInt(RandomDiffs.ADDRESSES));
      UInt256 key = UInt256.of(random.nextInt(RandomDiffs.SLOTS));
      assertThat(view.account(address)).isEqualTo(model.account(address));
      assertThat(view.slot(address, key)).isEqualTo(model.slot(address, key));
      assertThat(view.hasStorage(address)).isEqualTo(model.hasStorage(address));
    }
    try {
      assertProof(random, view, model);
    } catch (MissingNodeException _) {
      // The tries of an old state may be gone; a wrong node would have failed above.
    }
  }

  private static void assertProof(Random random, StateView view, MemoryState model) {
    Address address = RandomDiffs.address(random.nextInt(RandomDiffs.ADDRESSES));
    UInt256 key = UInt256.of(random.nextInt(RandomDiffs.SLOTS));
    StateProof proof = StateProof.of(view, address, List.of(key));
    assertThat(proof.account()).isEqualTo(model.account(address));
    assertThat(proof.slots().getFirst().value()).isEqualTo(model.slot(address, key));
    assertThat(proof.proves(view.root())).isTrue();
  }
}
