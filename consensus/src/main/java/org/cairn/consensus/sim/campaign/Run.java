package org.cairn.consensus.sim.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.sim.adversary.Strategy;
import org.cairn.consensus.sim.oracle.Violation;
import org.cairn.consensus.sim.stake.StakeEvent;
import org.cairn.consensus.sim.stake.StakePlan;
import org.cairn.consensus.sim.world.Mishap;
import org.cairn.consensus.sim.world.Scenario;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.consensus.sim.world.World;
import org.cairn.consensus.simplex.EngineConfig;
import org.jspecify.annotations.Nullable;

/// One seed from start to end, with the oracle of liveness: when the faults are over, every honest
/// node has a new final block within the bound of docs/consensus.md.
public final class Run {
  /// What came of it. The failure names the rule that did not hold.
  public record Outcome(
      long seed,
      long traceHash,
      long steps,
      long height,
      long virtualMillis,
      boolean forked,
      Map<StakeEvent, Long> stake,
      @Nullable String rule,
      @Nullable String failure) {
    public Outcome {
      stake = Map.copyOf(stake);
    }

    public boolean isGood() {
      return failure == null;
    }
  }

  /// Time for executing, flushing, building and catching up in bulk, on top of messages.
  private static final long LOCAL_MILLIS = 3_000;

  private static final int LOOKAHEAD_VIEWS = 64;

  /// Runs in which blocks move stake go on until every node has seen so many ends of epochs.
  private static final long LEAST_EPOCH_CHANGES = 3;

  private final Scenario scenario;
  private final World world;

  private Run(Scenario scenario) {
    this.scenario = scenario;
    this.world = new World(scenario, Strategy::factory, twins(scenario), World.GENESIS);
  }

  private static List<Integer> twins(Scenario scenario) {
    List<Integer> twins = new ArrayList<>();
    for (Scenario.Corrupt corrupt : scenario.corrupt()) {
      if (Strategy.isDouble(corrupt.strategy())) {
        twins.add(corrupt.validator());
      }
    }
    return twins;
  }

  public static Outcome of(long seed, Options options) {
    return of(Draw.of(seed, options));
  }

  public static Outcome of(Scenario scenario) {
    Run run = new Run(scenario);
    try {
      run.toTheEnd();
      return run.outcome(null, null);
    } catch (Violation e) {
      return run.outcome(e.rule(), e.getMessage());
    } catch (RuntimeException e) {
      StackTraceElement[] trace = e.getStackTrace();
      String at = trace.length == 0 ? "" : " at " + trace[0];
      return run.outcome("thrown", e + at);
    }
  }

  private Outcome outcome(@Nullable String rule, @Nullable String failure) {
    return new Outcome(
        scenario.seed(),
        world.traceHash(),
        world.steps(),
        world.height(true),
        world.nowMillis(),
        world.invariants().conflicts() > 0,
        world.stakeEvents(),
        rule,
        failure);
  }

  private void toTheEnd() {
    world.start();
    world.advanceTo(scenario.healMillis());
    if (world.stakes().isMoreThanThird(world.stakes().corruptWeight())) {
      world.advanceTo(scenario.endMillis());
      new Trial(world).convict();
      return;
    }
    long target = world.height(true) + 1;
    long bound = scenario.healMillis() + boundMillis();
    advanceToHeight(target, bound);
    world.advanceTo(Math.max(world.nowMillis(), scenario.endMillis()));
    if (scenario.staking() != null) {
      long enough = LEAST_EPOCH_CHANGES * scenario.epochs().blocks();
      while (world.height(false) < enough && !world.isOver()) {
        advanceToHeight(world.height(true) + 1, world.nowMillis() + boundMillis());
      }
    }
  }

  private void advanceToHeight(long target, long boundMillis) {
    while (world.height(false) < target && !world.isOver()) {
      if (world.nowMillis() > boundMillis) {
        throw new Violation(
            "LIVENESS", "no new final block by " + boundMillis + " ms: " + world.nodes());
      }
      world.advanceTo(world.nowMillis() + 100);
    }
  }

  /// t_r + 2δ + (k_bad + 1)(3Δ + δ) + 4δ, with Δ at its cap and the views that it takes to get
  /// there.
  private long boundMillis() {
    EngineConfig config = scenario.config();
    long delta = scenario.latency().maxMillis() + 30;
    long cap = 8 * config.baseTimeoutMillis();
    long view = 3 * cap + config.buildBudgetMillis() + config.execBudgetMillis() + delta;
    long rebroadcast = Math.max(config.rebroadcastMillis(), 2 * cap) + config.jitterMillis();
    int growing = 0;
    for (long d = config.baseTimeoutMillis(); d < delta; d += d / 2) {
      growing++;
    }
    return view + rebroadcast + 6 * delta + (badLeaders() + growing + 1) * view + LOCAL_MILLIS;
  }

  /// The most views in a row that faulty validators lead from here on.
  private int badLeaders() {
    SimNode up = world.pick(world.chance(), SimNode::isUp);
    if (up == null) {
      return 0;
    }
    long view = 1;
    for (SimNode node : world.nodes()) {
      view = Math.max(view, node.currentView());
    }
    int worst = 0;
    int inARow = 0;
    for (int i = 0; i < LOOKAHEAD_VIEWS; i++) {
      SimNode leader = world.leader(up, view + i);
      boolean bad =
          !leader.isHonest()
              || leader.isSilenced()
              || !leader.canFollow()
              || scenario.confused().contains(leader.index());
      inARow = bad ? inARow + 1 : 0;
      worst = Math.max(worst, inARow);
    }
    return worst;
  }

  /// The mishaps of a scenario, one a line, with their places.
  public static List<String> describe(Scenario scenario) {
    List<String> lines = new ArrayList<>();
    lines.add("stakes " + scenario.stakes() + ", observers " + scenario.observers());
    lines.add("network " + scenario.latency() + ", loss " + scenario.lossPercent() + " %");
    StakePlan staking = scenario.staking();
    if (staking != null) {
      lines.add("rules " + staking.parameters());
      lines.add("newcomers start at " + staking.joiners() + ", faulty " + staking.faulty());
      staking.wishes().forEach(wish -> lines.add("wish " + wish));
    }
    for (int i = 0; i < scenario.corrupt().size(); i++) {
      lines.add("corrupt " + i + ": " + scenario.corrupt().get(i));
    }
    for (int i = 0; i < scenario.mishaps().size(); i++) {
      Mishap mishap = scenario.mishaps().get(i);
      lines.add("mishap " + i + ": " + mishap);
    }
    return lines;
  }
}
