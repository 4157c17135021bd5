package org.cairn.consensus.sim.adversary;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.sim.world.SimNode;

/// One of a coalition of more than a third of the stake that forks the chain: each has two
/// processes with its key, one for either half of the honest, and together they keep the halves
/// apart.
final class Forker extends Corrupt {
  Forker(SimNode node) {
    super(node);
  }

  private int face(SimNode member) {
    return member.index() == member.key() ? 0 : 1;
  }

  /// The half of an honest node: the heaviest go first, each to the lighter half.
  private int half(SimNode honest) {
    List<SimNode> order = new ArrayList<>(world.nodes());
    order.removeIf(other -> !other.isHonest());
    order.sort((a, b) -> Long.compare(weight(b), weight(a)));
    long[] weights = new long[2];
    for (SimNode other : order) {
      int lighter = weights[0] <= weights[1] ? 0 : 1;
      weights[lighter] += weight(other);
      if (other == honest) {
        return lighter;
      }
    }
    return 0;
  }

  private long weight(SimNode other) {
    return node.weightOf(other);
  }

  private boolean serves(SimNode other) {
    return (other.isHonest() ? half(other) : face(other)) == face(node);
  }

  @Override
  public void start() {
    if (world.nowMillis() < world.scenario().healMillis()) {
      for (SimNode a : world.nodes()) {
        for (SimNode b : world.nodes()) {
          if (a.index() < b.index() && a.isHonest() && b.isHonest() && half(a) != half(b)) {
            world.cuts().link(0, world.scenario().healMillis(), a.index(), b.index());
          }
        }
      }
    }
    super.start();
  }

  @Override
  public void broadcast(Message message) {
    for (SimNode other : others()) {
      sendTo(other.index(), message);
    }
  }

  @Override
  public void sendTo(int to, Message message) {
    if (serves(world.nodes().get(to))) {
      super.sendTo(to, message);
    }
  }

  @Override
  public boolean receives(int from, Message message) {
    return serves(world.nodes().get(from));
  }
}
