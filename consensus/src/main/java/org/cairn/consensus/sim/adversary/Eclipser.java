package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.sim.world.SimNode;

/// Has power over the network around one honest validator: for long times it hears the corrupt
/// only, and from them only some of what they say.
final class Eclipser extends Corrupt {

  private static final int EVERY_VIEWS = 10;
  private static final long LONGEST_MILLIS = 6_000;

  private int victim = -1;

  Eclipser(SimNode node) {
    super(node);
  }

  @Override
  public void entered(long view) {
    if (world.isHealed()) {
      victim = -1;
    } else if (view % EVERY_VIEWS == 0) {
      SimNode chosen = world.pick(chance(), other -> other.isHonest() && other.key() >= 0);
      if (chosen != null) {
        victim = chosen.index();
        long now = world.nowMillis();
        long until = Math.min(world.scenario().healMillis(), now + LONGEST_MILLIS);
        for (SimNode other : world.nodes()) {
          if (other.isHonest() && other != chosen) {
            world.cuts().link(now, until, victim, other.index());
          }
        }
      }
    }
  }

  @Override
  public void broadcast(Message message) {
    for (SimNode other : others()) {
      sendTo(other.index(), message);
    }
  }

  @Override
  public void sendTo(int to, Message message) {
    if (to != victim || oneIn(2)) {
      super.sendTo(to, message);
    }
  }
}
