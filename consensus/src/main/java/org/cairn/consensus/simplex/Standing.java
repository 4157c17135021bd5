package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Bytes;

/// Tells others where this node stands: on connection, when nothing moves (t_r), and to whoever is
/// seen to be behind. Each peer gets one answer a view or rebroadcast period, so that asking cannot
/// be used to make this node talk.
final class Standing {
  /// Votes to finalize that are said again reach back this far.
  private static final long REPEATED_VIEWS = 8;

  private final EngineState state;
  private final ViewStore views;
  private final Position position;
  private final Outbox outbox;
  private final Set<Bytes> answered = new LinkedHashSet<>();

  Standing(EngineState state) {
    this.state = state;
    this.views = state.views();
    this.position = state.position();
    this.outbox = state.outbox();
  }

  /// Everybody may be answered again.
  void newPeriod() {
    answered.clear();
  }

  void broadcast() {
    for (Message message : all()) {
      outbox.emit(new Effect.Broadcast(message));
    }
  }

  void tell(Peer peer) {
    for (Message message : all()) {
      outbox.emit(new Effect.SendTo(peer, message));
    }
  }

  /// Helps a peer that is behind with the certificates that lead here.
  void help(Peer peer) {
    if (answered.add(peer.nodeId())) {
      for (Certificate certificate : certificates()) {
        outbox.emit(new Effect.SendTo(peer, certificate));
      }
    }
  }

  void onStatus(Peer peer, Message.Status status) {
    long view = status.round().view();
    if (view < position.view || status.finalizedView() < views.finalizedView()) {
      help(peer);
    }
    boolean ahead = view > position.view || status.finalizedView() > views.finalizedView();
    if (ahead && answered.add(peer.nodeId())) {
      outbox.emit(new Effect.SendTo(peer, status()));
    }
  }

  Message.Status status() {
    return new Message.Status(state.round(position.view), views.finalizedView());
  }

  private List<Message> all() {
    List<Message> messages = new ArrayList<>();
    messages.add(status());
    messages.addAll(certificates());
    long from = Math.max(views.finalizedView() + 1, position.view - REPEATED_VIEWS);
    for (ViewState state : views.from(from)) {
      for (Message message : state.said) {
        boolean lateFinalize =
            message instanceof Vote vote && vote.ballot().kind() == VoteKind.FINALIZE;
        if (state.view == position.view || lateFinalize) {
          messages.add(message);
        }
      }
    }
    return messages;
  }

  private List<Certificate> certificates() {
    List<Certificate> held = new ArrayList<>();
    Certificate finalization = views.finalization();
    if (finalization != null) {
      held.add(finalization);
    }
    Certificate entry = position.entry;
    if (entry != null && !entry.equals(finalization)) {
      held.add(entry);
    }
    return held;
  }
}
