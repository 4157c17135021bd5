package org.cairn.consensus.sim.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.sim.world.Behaviour;
import org.cairn.consensus.sim.world.Latency;
import org.cairn.consensus.sim.world.Mishap;
import org.cairn.consensus.sim.world.Scenario;
import org.cairn.consensus.sim.world.World;
import org.cairn.consensus.simplex.EngineConfig;

/// Worlds for measuring: constant delays, no time for computing and flushing, nothing lost, and at
/// most one thing that goes wrong.
final class Lab {
  /// The assumed bound Δ and the time that leaders have to build.
  static final EngineConfig CONFIG = EngineConfig.of(200, 50);

  private Lab() {}

  static List<Long> equalStakes(int validators) {
    return Collections.nCopies(validators, 1L);
  }

  /// Stakes from 1 to 5, in no order.
  static List<Long> unequalStakes(int validators) {
    List<Long> stakes = new ArrayList<>();
    for (int i = 0; i < validators; i++) {
      stakes.add(1L + i * 7 % 5);
    }
    return stakes;
  }

  static World calm(List<Long> stakes, Latency latency, long millis) {
    return run(stakes, latency, millis, List.of(), List.of(), Behaviour::new);
  }

  /// Validator 0 is not there.
  static World withoutFirst(int validators, Latency latency, long millis) {
    List<Mishap> gone = List.of(new Mishap.Crash(0, 0, 10 * millis, Mishap.Moment.AT_ONCE));
    return run(equalStakes(validators), latency, millis, gone, List.of(), Behaviour::new);
  }

  /// Nodes of a side are cut off from the others for a while.
  static World cut(int validators, Latency latency, long toMillis, long side) {
    List<Mishap> cut = List.of(new Mishap.Partition(0, toMillis, side, false));
    return run(equalStakes(validators), latency, toMillis, cut, List.of(), Behaviour::new);
  }

  /// Validator 0 does something else than to propose when it leads.
  static World withLeader(
      int validators, Latency latency, long millis, Behaviour.Factory behaviour) {
    List<Scenario.Corrupt> corrupt = List.of(new Scenario.Corrupt(0, "leader"));
    return run(equalStakes(validators), latency, millis, List.of(), corrupt, behaviour);
  }

  private static World run(
      List<Long> stakes,
      Latency latency,
      long millis,
      List<Mishap> mishaps,
      List<Scenario.Corrupt> corrupt,
      Behaviour.Factory behaviour) {
    Scenario scenario =
        new Scenario(
            1,
            stakes,
            0,
            corrupt,
            List.of(),
            latency,
            CONFIG,
            0,
            0,
            mishaps,
            Scenario.Epochs.ONE,
            false,
            0,
            millis);
    Function<String, Behaviour.Factory> strategies = _ -> behaviour;
    World world = new World(scenario, strategies);
    world.start();
    world.advanceTo(millis);
    return world;
  }

  /// When a block was proposed.
  static long proposedMillis(ConsensusHeader header) {
    return header.timestampMillis() - World.GENESIS_MILLIS - World.CLOCK_MILLIS;
  }
}
