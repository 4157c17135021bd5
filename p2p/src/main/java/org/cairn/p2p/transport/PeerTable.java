package org.cairn.p2p.transport;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.handshake.Hello;
import org.cairn.p2p.peer.DisconnectReason;
import org.cairn.p2p.peer.PeerId;
import org.jspecify.annotations.Nullable;

/// The sessions that are up, and the rules by which one gets a place. Changed by the network loop,
/// read by anyone.
///
/// Static peers and up to two nodes for each validator of the current set always find a place; the
/// others share `maxPeers` places. So strangers can never keep validators apart.
final class PeerTable {
  private static final int MAX_NODES_PER_VALIDATOR = 2;

  private final PeerId self;
  private final int maxPeers;
  private final Map<PeerId, PeerSession> up = new ConcurrentHashMap<>();
  private volatile Set<Bytes> validators = Set.of();

  // Network loop only: the sessions that this node has accepted, whether up yet or not.
  private final Map<PeerId, PeerSession> accepted = new HashMap<>();

  PeerTable(PeerId self, int maxPeers) {
    this.self = self;
    this.maxPeers = maxPeers;
  }

  @Nullable PeerSession get(PeerId id) {
    return up.get(id);
  }

  Collection<PeerSession> all() {
    return up.values();
  }

  int size() {
    return up.size();
  }

  void validators(Set<Bytes> set) {
    validators = Set.copyOf(set);
  }

  boolean isValidator(@Nullable Bytes key) {
    return key != null && validators.contains(key);
  }

  boolean isValidator(PeerSession session) {
    return isValidator(session.info().validatorKey());
  }

  int validatorCount() {
    int count = 0;
    for (PeerSession session : up.values()) {
      if (isValidator(session)) {
        count++;
      }
    }
    return count;
  }

  /// Gives a session a place, or says why there is none. Of two sessions with one peer the node
  /// with the lower id decides, see [org.cairn.p2p.handshake.Handshake]; a peer that was restarted
  /// takes the place of its former self.
  @Nullable DisconnectReason admit(PeerSession session) {
    PeerSession other = accepted.get(session.id());
    if (other != null && other != session && self.compareTo(session.id()) < 0) {
      if (sameRun(session, other)) {
        return DisconnectReason.DUPLICATE;
      }
      other.end(DisconnectReason.REPLACED, "");
    }
    if (!isReserved(session) && ordinary(session.id()) >= maxPeers) {
      return DisconnectReason.TOO_MANY_PEERS;
    }
    accepted.put(session.id(), session);
    return null;
  }

  private static boolean sameRun(PeerSession one, PeerSession two) {
    Hello first = one.handshake().theirs();
    Hello second = two.handshake().theirs();
    return first != null && second != null && first.run() == second.run();
  }

  private boolean isReserved(PeerSession session) {
    if (session.entry != null && session.entry.isStatic()) {
      return true;
    }
    Hello hello = session.handshake().theirs();
    Bytes key = hello == null ? null : hello.validatorKey();
    if (!isValidator(key)) {
      return false;
    }
    int nodes = 0;
    for (PeerSession other : accepted.values()) {
      Hello theirs = other.handshake().theirs();
      if (theirs != null
          && Objects.equals(key, theirs.validatorKey())
          && !other.id().equals(session.id())) {
        nodes++;
      }
    }
    return nodes < MAX_NODES_PER_VALIDATOR;
  }

  private int ordinary(PeerId except) {
    int count = 0;
    for (PeerSession session : accepted.values()) {
      if (!session.id().equals(except) && !isReserved(session)) {
        count++;
      }
    }
    return count;
  }

  void put(PeerSession session) {
    up.put(session.id(), session);
  }

  void remove(PeerSession session) {
    up.remove(session.id(), session);
    accepted.remove(session.id(), session);
  }
}
