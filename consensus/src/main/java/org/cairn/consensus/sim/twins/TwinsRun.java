package org.cairn.consensus.sim.twins;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.oracle.Violation;
import org.cairn.consensus.sim.world.Behaviour;
import org.cairn.consensus.sim.world.Latency;
import org.cairn.consensus.sim.world.Scenario;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.consensus.sim.world.World;
import org.cairn.consensus.simplex.EngineConfig;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Runs scripts in worlds of constant delay. The walls stand long enough for every scripted view to
/// run into its timeouts; then everybody hears everybody and has to finalize a new block.
public final class TwinsRun {
  private static final long DELTA = 10;
  private static final EngineConfig CONFIG = EngineConfig.of(20, 10);

  /// Beyond the three timeouts that a view can take, with Δ not yet growing.
  private static final long ROUND_MILLIS = 150;

  private static final long RETURN_MILLIS = 20_000;
  private static final int SEARCHED_GENESES = 1_000_000;

  private final int validators;
  private final int twins;
  private final Map<List<Integer>, Hash> geneses = new HashMap<>();
  private int searched;

  /// @param twins how many validators, the first ones, have two processes
  public TwinsRun(int validators, int twins) {
    this.validators = validators;
    this.twins = twins;
  }

  /// What broke, or nothing.
  public @Nullable String run(Script script) {
    return run(script, genesis(script.leaders()));
  }

  /// A script drawn from a seed, with the leaders that come of it.
  public @Nullable String sample(long seed, int rounds) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Integer> sides = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      sides.add(random.nextInt(1 << (validators + twins)));
    }
    return run(new Script(Collections.nCopies(rounds, 0), sides), hash(random.nextInt()));
  }

  private @Nullable String run(Script script, Hash genesis) {
    World world = world(genesis);
    long healMillis = script.rounds() * ROUND_MILLIS;
    world.filter((from, to, message) -> {
      if (world.nowMillis() >= healMillis) {
        return true;
      }
      long view = view(message, world.nodes().get(from));
      return view < 1 || view > script.rounds() || script.passes(view, from, to);
    });
    try {
      world.start();
      world.advanceTo(healMillis);
      long target = world.height(true) + 1;
      while (world.height(false) < target) {
        if (world.nowMillis() > RETURN_MILLIS) {
          throw new Violation("LIVENESS", "no new final block: " + world.nodes());
        }
        world.advanceTo(world.nowMillis() + ROUND_MILLIS);
      }
      return null;
    } catch (Violation e) {
      return script + ": " + e.getMessage();
    }
  }

  private static long view(Message message, SimNode from) {
    return switch (message) {
      case Proposal proposal -> proposal.block().header().view();
      case Vote vote -> vote.ballot().view();
      case Certificate certificate -> certificate.view();
      default -> from.currentView();
    };
  }

  private World world(Hash genesis) {
    List<Scenario.Corrupt> corrupt = new ArrayList<>();
    List<Integer> doubled = new ArrayList<>();
    for (int i = 0; i < twins; i++) {
      corrupt.add(new Scenario.Corrupt(i, "one of two"));
      doubled.add(i);
    }
    Scenario scenario =
        new Scenario(
            1,
            Collections.nCopies(validators, 1L),
            0,
            corrupt,
            List.of(),
            new Latency.Constant(DELTA),
            CONFIG,
            0,
            0,
            List.of(),
            Scenario.Epochs.ONE,
            false,
            0,
            RETURN_MILLIS);
    return new World(scenario, _ -> OneOfTwo::new, doubled, genesis);
  }

  /// A hash of genesis that makes these validators lead the first views. Those met on the way are
  /// kept for other scripts.
  private Hash genesis(List<Integer> leaders) {
    while (!geneses.containsKey(leaders) && searched < SEARCHED_GENESES) {
      Hash candidate = hash(searched++);
      World world = world(candidate);
      world.start();
      world.advanceTo(0);
      List<Integer> first = new ArrayList<>();
      for (int view = 1; view <= leaders.size(); view++) {
        first.add(world.nodes().getFirst().leader(view));
      }
      Hash _ = geneses.putIfAbsent(first, candidate);
    }
    Hash found = geneses.get(leaders);
    if (found == null) {
      throw new IllegalStateException("no genesis makes these lead: " + leaders);
    }
    return found;
  }

  private static Hash hash(int number) {
    return Sha256.hash(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }

  /// Follows the protocol; only that there are two of it makes it corrupt.
  private static final class OneOfTwo extends Behaviour {
    OneOfTwo(SimNode node) {
      super(node);
    }

    @Override
    public boolean isHonest() {
      return false;
    }
  }
}
