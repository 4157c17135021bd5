package org.cairn.consensus.sim.world;

import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.oracle.Invariants;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.simplex.EpochRouter;
import org.cairn.consensus.simplex.SimplexEngine;

/// Tells the oracle what an honest node does and says; of the others it tells nothing.
final class Watch {
  private final SimNode node;
  private final Invariants rules;

  Watch(SimNode node) {
    this.node = node;
    this.rules = node.world().invariants();
  }

  /// A message is on its way.
  void sends(Message message) {
    if (!node.isHonest()) {
      return;
    }
    if (message instanceof Vote vote) {
      rules.sent(vote, node.disk().isDurable(vote.ballot()));
    } else if (message instanceof Proposal proposal) {
      Vote vote = proposal.vote();
      rules.proposed(proposal.block());
      rules.sent(vote, node.disk().isDurable(vote.ballot()));
    } else if (message instanceof Certificate certificate) {
      rules.sent(certificate);
    }
  }

  void restarted() {
    if (node.isHonest()) {
      rules.restarted(node.index());
    }
  }

  void entered(Round round) {
    if (node.isHonest()) {
      rules.entered(node.index(), round);
    }
  }

  /// The engine has taken a step.
  void stepped(EpochRouter engine) {
    if (!node.isHonest()) {
      return;
    }
    SimplexEngine current = engine.current();
    long epoch = engine.epoch();
    Round view = new Round(epoch, current.currentView());
    SimplexEngine.Footprint held = current.footprint();
    rules.holds(
        node.index(), held.views(), held.blocks(), current.currentView(), current.root().view());
    rules.stepped(node.index(), view, new Round(epoch, current.finalizedView()));
  }

  void found(Effect.ReportEvidence report) {
    if (node.isHonest()) {
      rules.accused(report.evidence());
    }
  }

  void penalizes(int peer, Effect.Penalize penalty) {
    if (node.isHonest() && penalty.fault().isGrave()) {
      boolean honest = node.world().isHonest(peer);
      rules.blamed(node.index(), peer, honest, penalty.fault().name());
    }
  }

  void refuses(Effect.SigningRefused refused) {
    Invariants.check(
        "I10", !node.isHonest(), node.index() + " was refused a signature on " + refused.ballot());
  }
}
