package org.cairn.consensus.sim.campaign;

import java.util.Arrays;
import java.util.List;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.light.Conflict;
import org.cairn.consensus.light.CulpritExtractor;
import org.cairn.consensus.sim.oracle.Invariants;
import org.cairn.consensus.sim.world.Ledger;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.consensus.sim.world.World;

/// After a fork: from what two honest nodes committed, the guilty have to follow (I12).
final class Trial {
  private final World world;

  Trial(World world) {
    this.world = world;
  }

  /// Looks at every pair of honest nodes, and at the lowest height where they differ.
  void convict() {
    List<SimNode> honest = world.nodes().stream().filter(SimNode::isHonest).toList();
    for (SimNode a : honest) {
      for (SimNode b : honest) {
        if (a.index() < b.index()) {
          convict(a.ledger(), b.ledger());
        }
      }
    }
  }

  private void convict(Ledger a, Ledger b) {
    int common = (int) Math.min(a.height(), b.height());
    for (int i = 0; i < common; i++) {
      Ledger.Committed left = a.blocks().get(i);
      Ledger.Committed right = b.blocks().get(i);
      if (!left.block().id().equals(right.block().id())) {
        convict(a, left, right);
        return;
      }
    }
  }

  /// Both blocks have one parent, so that they are of one epoch.
  private void convict(Ledger ledger, Ledger.Committed left, Ledger.Committed right) {
    long epoch = left.block().header().round().epoch();
    EpochContext context = ledger.context(epoch);
    Invariants.check("I12", context != null, "no context of epoch " + epoch);
    if (context == null) {
      return;
    }
    CulpritExtractor extractor = new CulpritExtractor(context, world.crypto().provider());
    Conflict verdict = extractor.compare(left.proof(), right.proof());
    if (verdict instanceof Conflict.Guilty guilty) {
      List<Integer> culprits = Arrays.stream(guilty.validators().indices()).boxed().toList();
      world.invariants().culprits(epoch, culprits);
    } else {
      Invariants.check("I12", false, "a fork convicts nobody: " + verdict);
    }
  }
}
