package org.cairn.p2p.gossip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The announced transactions that this node does not have, who has them, and whom it asked.
/// Guarded by the gossip's lock. Time is an argument.
final class WantedTransactions {
  /// How long an announced transaction may still come by itself before it is asked for.
  static final Duration PATIENCE = Duration.ofMillis(50);

  /// How long a peer may take to deliver before the next one is asked.
  static final Duration PULL_TIMEOUT = Duration.ofSeconds(2);

  private static final int MAX_WANTED = 16_384;
  private static final int MAX_WANTED_PER_PEER = 4096;
  private static final int MAX_ANNOUNCERS = 4;
  private static final int MAX_PULLING_PER_PEER = 512;

  private static final class Wanted {
    final List<PeerTransactions> announcers = new ArrayList<>(1);
    @Nullable PeerTransactions asked;
    long dueNanos;

    Wanted(long dueNanos) {
      this.dueNanos = dueNanos;
    }
  }

  private final Map<Hash, Wanted> wanted = new LinkedHashMap<>();

  /// Notes who has a transaction, unless there is no room for it: an honest peer may well have more
  /// than that, and another announcement can come later.
  void announced(Hash hash, PeerTransactions peer, long nowNanos) {
    if (peer.announced >= MAX_WANTED_PER_PEER) {
      return;
    }
    Wanted entry = wanted.get(hash);
    if (entry == null) {
      if (wanted.size() >= MAX_WANTED) {
        return;
      }
      entry = new Wanted(nowNanos + PATIENCE.toNanos());
      wanted.put(hash, entry);
    }
    if (entry.announcers.size() < MAX_ANNOUNCERS && !entry.announcers.contains(peer)) {
      entry.announcers.add(peer);
      peer.announced++;
    }
  }

  /// The transaction is here; true when this peer was asked for it.
  boolean arrived(Hash hash, @Nullable PeerTransactions from) {
    Wanted entry = wanted.remove(hash);
    if (entry == null) {
      return false;
    }
    boolean asked = from != null && entry.asked == from;
    release(entry);
    return asked;
  }

  private static void release(Wanted entry) {
    for (PeerTransactions announcer : entry.announcers) {
      announcer.announced--;
    }
    if (entry.asked != null) {
      entry.asked.announced--;
      entry.asked.pulling--;
    }
  }

  /// Chooses whom to ask for what is due now, and notes it.
  Map<PeerTransactions, List<Hash>> due(long nowNanos) {
    Map<PeerTransactions, List<Hash>> pulls = new LinkedHashMap<>();
    Iterator<Map.Entry<Hash, Wanted>> entries = wanted.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Hash, Wanted> next = entries.next();
      Wanted entry = next.getValue();
      if (entry.dueNanos - nowNanos > 0) {
        continue;
      }
      if (entry.asked != null) {
        // It did not deliver: the next who has it is asked.
        entry.asked.announced--;
        entry.asked.pulling--;
        entry.asked = null;
      }
      if (entry.announcers.isEmpty()) {
        entries.remove();
        continue;
      }
      PeerTransactions chosen = free(entry);
      if (chosen != null) {
        entry.announcers.remove(chosen);
        entry.asked = chosen;
        chosen.pulling++;
        entry.dueNanos = nowNanos + PULL_TIMEOUT.toNanos();
        pulls.computeIfAbsent(chosen, _ -> new ArrayList<>()).add(next.getKey());
      }
    }
    return pulls;
  }

  private static @Nullable PeerTransactions free(Wanted entry) {
    for (PeerTransactions announcer : entry.announcers) {
      if (announcer.pulling < MAX_PULLING_PER_PEER) {
        return announcer;
      }
    }
    return null;
  }

  /// Forgets what a peer announced.
  void lost(PeerTransactions peer) {
    for (Wanted entry : wanted.values()) {
      entry.announcers.remove(peer);
      if (entry.asked == peer) {
        entry.asked = null;
        entry.dueNanos -= PULL_TIMEOUT.toNanos();
      }
    }
    peer.announced = 0;
    peer.pulling = 0;
  }

  int size() {
    return wanted.size();
  }
}
