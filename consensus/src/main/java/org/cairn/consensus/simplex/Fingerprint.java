package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What an engine's further answers depend on, in one order whatever came first. Blocks go by the
/// names that the caller gives them. Two engines with equal fingerprints behave alike in the first
/// views of an epoch, when their journals have answered.
///
/// Left out is what no vote and no entry depends on: who signed a certificate, votes of a kind that
/// is certified already, who was accused, whom to ask for blocks, who has been answered; and when
/// validators were last seen, which counts only after `inactiveAfterViews`, and for a view's leader
/// when the view ends.
final class Fingerprint {
  private static final long NONE = -1;

  private final ToLongFunction<Hash> names;
  private final List<Long> all = new ArrayList<>();

  private Fingerprint(ToLongFunction<Hash> names) {
    this.names = names;
  }

  static List<Long> of(
      EngineState state,
      BlockFetcher fetcher,
      InactivityTracker inactivity,
      ToLongFunction<Hash> names) {
    Fingerprint print = new Fingerprint(names);
    print.all.add(state.position().view);
    print.all.add(state.position().closed ? 1L : 0L);
    print.certificate(state.position().entry);
    print.all.add(state.views().finalizedView());
    print.all.add(names.applyAsLong(state.tree().root().id()));
    for (int i = 0; i < state.validators().size(); i++) {
      print.all.add(inactivity.hasMissed(i) ? 1L : 0L);
    }
    long view = state.position().view;
    print.all.add(inactivity.wasSeen(state.schedule().leader(view), view) ? 1L : 0L);
    for (ViewState each : state.views().from(0)) {
      print.view(each, state);
    }
    print.all.add(NONE);
    state.tree().nodes().stream()
        .map(node -> (names.applyAsLong(node.id) << 3) | progress(node))
        .sorted()
        .forEach(print.all::add);
    print.all.add(NONE);
    fetcher.wanted().stream().map(names::applyAsLong).sorted().forEach(print.all::add);
    return List.copyOf(print.all);
  }

  private static int progress(BlockTree.Node node) {
    int status =
        switch (node.status) {
          case WAITING -> 0;
          case VERIFYING -> 2;
          case VALID -> 4;
          case INVALID -> 6;
        };
    return node.stored ? status + 1 : status;
  }

  private void view(ViewState view, EngineState state) {
    all.add(view.view);
    block(view.proposal);
    all.add(view.fromTheFuture ? 1L : 0L);
    block(view.myNotarize);
    all.add(view.myNullify ? 1L : 0L);
    block(view.myFinalize);
    for (VoteKind kind : VoteKind.values()) {
      certificate(view.certificate(kind));
      if (view.certificate(kind) == null && view.view > state.views().finalizedView()) {
        for (int i = 0; i < state.validators().size(); i++) {
          vote(view.tally.vote(kind, i));
        }
      }
    }
  }

  private void vote(@Nullable Vote vote) {
    if (vote == null || vote.ballot().kind() == VoteKind.NULLIFY) {
      all.add(vote == null ? NONE : 0L);
    } else {
      block(vote.ballot().blockId());
    }
  }

  private void certificate(@Nullable Certificate certificate) {
    all.add(certificate == null ? NONE : certificate.kind().code());
    if (certificate != null) {
      all.add(certificate.view());
      boolean named = certificate.kind() != VoteKind.NULLIFY;
      block(named ? certificate.ballot().blockId() : null);
    }
  }

  private void block(@Nullable Hash id) {
    all.add(id == null ? NONE : names.applyAsLong(id));
  }
}
