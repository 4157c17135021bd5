package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.jspecify.annotations.Nullable;

/// On what a leader builds: the notarized block of the highest view that is followed by
/// nullifications only (§1.1, SelectParent).
final class ParentSelector {
  /// The three outcomes.
  sealed interface Choice {
    record Build(RootBlock parent, Justification justification) implements Choice {}

    /// The parent is certified, but its block is not here or not verified yet.
    record Wait() implements Choice {}

    /// A certificate is missing: this leader cannot propose.
    record None() implements Choice {}
  }

  private ParentSelector() {}

  static Choice select(EngineState state) {
    ViewStore views = state.views();
    BlockTree tree = state.tree();
    List<Certificate> skips = new ArrayList<>();
    for (long u = state.position().view - 1; u > views.finalizedView(); u--) {
      ViewState at = views.get(u);
      if (at == null) {
        return new Choice.None();
      }
      Certificate notarization = at.notarization;
      if (notarization != null) {
        RootBlock parent = tree.buildable(notarization.ballot().blockId());
        if (parent != null) {
          return build(parent, notarization, skips, null);
        }
      }
      if (at.nullification == null) {
        return notarization != null && !isInvalid(tree, notarization)
            ? new Choice.Wait()
            : new Choice.None();
      }
      if (skips.size() == Justification.MAX_SKIPS) {
        return new Choice.None();
      }
      skips.add(at.nullification);
    }
    Certificate finalization = views.finalization();
    if (finalization == null) {
      return build(
          state.context().root(),
          state.boundary().rootFinalization(),
          skips,
          state.boundary().rootReproposal());
    }
    RootBlock parent = tree.buildable(finalization.ballot().blockId());
    return parent == null ? new Choice.Wait() : build(parent, finalization, skips, null);
  }

  private static Choice build(
      RootBlock parent,
      @Nullable Certificate certificate,
      List<Certificate> skips,
      @Nullable ConsensusHeader reproposal) {
    Collections.reverse(skips);
    return new Choice.Build(parent, new Justification(certificate, skips, reproposal));
  }

  private static boolean isInvalid(BlockTree tree, Certificate notarization) {
    BlockTree.Node node = tree.get(notarization.ballot().blockId());
    return node != null && node.status == BlockTree.Status.INVALID;
  }
}
