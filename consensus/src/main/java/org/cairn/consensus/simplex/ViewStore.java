package org.cairn.consensus.simplex;

import java.util.Collection;
import java.util.TreeMap;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Certificate;
import org.jspecify.annotations.Nullable;

/// The views in memory, and the newest finalization. Only views well below the newest finalized one
/// are forgotten, and in those this node never votes again.
final class ViewStore {
  /// Views kept below the newest finalization: late conflicting votes still convict.
  static final long RETAINED_VIEWS = 16;

  private final ValidatorSet validators;
  private final TreeMap<Long, ViewState> views = new TreeMap<>();
  private @Nullable Certificate finalization;

  ViewStore(ValidatorSet validators) {
    this.validators = validators;
  }

  /// The state of a view, made when it is new.
  ViewState open(long view) {
    return views.computeIfAbsent(view, v -> new ViewState(v, validators));
  }

  @Nullable ViewState get(long view) {
    return views.get(view);
  }

  /// The newest finalization, which need not be delivered yet.
  @Nullable Certificate finalization() {
    return finalization;
  }

  /// The newest view known to be final (v_f); 0 at the epoch's root.
  long finalizedView() {
    return finalization == null ? 0 : finalization.view();
  }

  /// Keeps the newer of two finalizations.
  void raise(Certificate certificate) {
    if (certificate.view() > finalizedView()) {
      finalization = certificate;
    }
  }

  int size() {
    return views.size();
  }

  /// Newest first.
  Collection<ViewState> descending() {
    return views.descendingMap().values();
  }

  /// From a view on, oldest first.
  Collection<ViewState> from(long view) {
    return views.tailMap(view, true).values();
  }

  void prune() {
    views.headMap(finalizedView() - RETAINED_VIEWS, true).clear();
  }
}
