package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.consensus.simplex.EngineConfig;

/// Proposes just before or after the others' patience ends: the leader's time, or the view's.
final class LateLeader extends Corrupt {

  private static final long MARGIN_MILLIS = 20;

  LateLeader(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    if (!(message instanceof Proposal)) {
      super.broadcast(message);
      return;
    }
    EngineConfig config = world.scenario().config();
    long leaderTime = 2 * config.baseTimeoutMillis() + config.buildBudgetMillis();
    long viewTime = leaderTime + config.baseTimeoutMillis() + config.execBudgetMillis();
    long deadline = oneIn(2) ? leaderTime : viewTime;
    long travel = world.scenario().latency().maxMillis() / 2;
    long margin = oneIn(2) ? MARGIN_MILLIS : -MARGIN_MILLIS;
    node.later(Math.max(1, deadline - travel + margin), () -> super.broadcast(message));
  }
}
