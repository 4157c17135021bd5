package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.Certificate;
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

  static Choice select(long view, ViewStore views, BlockTree tree, RootBlock epochRoot) {
    List<Certificate> skips = new ArrayList<>();
    for (long u = view - 1; u > views.finalizedView(); u--) {
      ViewState state = views.get(u);
      if (state == null) {
        return new Choice.None();
      }
      Certificate notarization = state.notarization;
      if (notarization != null) {
        RootBlock parent = tree.buildable(notarization.ballot().blockId());
        if (parent != null) {
          return build(parent, notarization, skips);
        }
      }
      if (state.nullification == null) {
        return notarization != null && !isInvalid(tree, notarization)
            ? new Choice.Wait()
            : new Choice.None();
      }
      if (skips.size() == Justification.MAX_SKIPS) {
        return new Choice.None();
      }
      skips.add(state.nullification);
    }
    Certificate finalization = views.finalization();
    if (finalization == null) {
      return build(epochRoot, null, skips);
    }
    RootBlock parent = tree.buildable(finalization.ballot().blockId());
    return parent == null ? new Choice.Wait() : build(parent, finalization, skips);
  }

  private static Choice build(
      RootBlock parent, @Nullable Certificate certificate, List<Certificate> skips) {
    Collections.reverse(skips);
    return new Choice.Build(parent, new Justification(certificate, skips));
  }

  private static boolean isInvalid(BlockTree tree, Certificate notarization) {
    BlockTree.Node node = tree.get(notarization.ballot().blockId());
    return node != null && node.status == BlockTree.Status.INVALID;
  }
}
