package org.cairn.node.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.peer.PeerId;

/// Passes certificates on to validators in the company of the next vote. Nearly always a validator
/// has made a certificate itself, from the same votes, by the time that another's gets there: only
/// one that lacks a vote needs it. So a certificate waits for the next message to the peer, which
/// saves a record and two wake-ups of threads on both sides, or for [#HOLD_MILLIS]; it is not sent
/// at all when the peer shows in the meantime that it holds it.
///
/// What makes a view fail is rare and urgent, and does not come here.
///
/// Any thread may call. The lock keeps what waits in step with what was taken to be sent.
final class CertificateRelay {
  /// A tenth of the shortest timeout, and about a block on a slow machine.
  static final long HOLD_MILLIS = 25;

  /// More than can wait when views move on, each with a vote.
  static final int MAX_WAITING = 8;

  private record Waiting(Ballot ballot, Bytes encoded) {}

  private final Timers timers;
  private final BiConsumer<PeerId, List<Bytes>> sender;
  private final Map<PeerId, List<Waiting>> waiting = new LinkedHashMap<>();
  private boolean armed;

  /// @param sender sends messages to a peer together; called without the lock
  CertificateRelay(Timers timers, BiConsumer<PeerId, List<Bytes>> sender) {
    this.timers = timers;
    this.sender = sender;
  }

  /// Sends a certificate to the peer, later.
  void hold(PeerId peer, Certificate certificate, Bytes encoded) {
    boolean full;
    synchronized (this) {
      List<Waiting> held = waiting.computeIfAbsent(peer, _ -> new ArrayList<>());
      held.add(new Waiting(certificate.ballot(), encoded));
      full = held.size() >= MAX_WAITING;
      if (!armed) {
        armed = true;
        long _ = timers.after(HOLD_MILLIS, this::timeIsUp);
      }
    }
    if (full) {
      sender.accept(peer, take(peer));
    }
  }

  /// A message that goes to the peer now, behind the certificates that waited for it.
  void send(PeerId peer, Message message, Bytes encoded) {
    synchronized (this) {
      List<Waiting> held = waiting.get(peer);
      if (held != null) {
        held.removeIf(each -> contains(message, each.ballot()));
      }
    }
    List<Bytes> together = take(peer);
    together.add(encoded);
    sender.accept(peer, together);
  }

  /// What the peer has said: it need not be told what it shows to know.
  synchronized void heard(PeerId peer, Message message) {
    List<Waiting> held = waiting.get(peer);
    if (held != null) {
      held.removeIf(each -> contains(message, each.ballot()) || implies(message, each.ballot()));
    }
  }

  synchronized void forget(PeerId peer) {
    waiting.remove(peer);
  }

  private void timeIsUp() {
    List<PeerId> peers;
    synchronized (this) {
      armed = false;
      peers = List.copyOf(waiting.keySet());
    }
    for (PeerId peer : peers) {
      List<Bytes> held = take(peer);
      if (!held.isEmpty()) {
        sender.accept(peer, held);
      }
    }
  }

  private synchronized List<Bytes> take(PeerId peer) {
    var taken = new ArrayList<Bytes>();
    List<Waiting> held = waiting.remove(peer);
    if (held != null) {
      held.forEach(each -> taken.add(each.encoded()));
    }
    return taken;
  }

  private static boolean contains(Message message, Ballot ballot) {
    return switch (message) {
      case Certificate certificate -> certificate.ballot().equals(ballot);
      case Proposal proposal -> {
        Certificate parent = proposal.block().justification().parent();
        yield parent != null && parent.ballot().equals(ballot);
      }
      case Vote _,
          Message.Status _,
          Message.BlockRequest _,
          Message.BlockResponse _,
          Message.Accusation _ ->
          false;
    };
  }

  /// Nobody votes to finalize a block without its notarization (V8).
  private static boolean implies(Message message, Ballot ballot) {
    return message instanceof Vote vote
        && vote.ballot().kind() == VoteKind.FINALIZE
        && ballot.kind() == VoteKind.NOTARIZE
        && ballot.round().equals(vote.ballot().round())
        && ballot.blockId().equals(vote.ballot().blockId());
  }
}
