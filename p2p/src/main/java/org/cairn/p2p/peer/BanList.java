package org.cairn.p2p.peer;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/// The peers that are refused, and until when. Owned by the network loop. Node ids cost nothing to
/// make, so a ban keeps out what misbehaves by mistake; the limits on connections and handshakes
/// are what holds against an attacker.
public final class BanList {
  private static final int MAX_ENTRIES = 4096;

  private final Map<PeerId, Long> untilNanos = new LinkedHashMap<>();

  /// Bans a peer; of two bans the longer counts.
  public void ban(PeerId peer, Duration duration, long nowNanos) {
    if (duration.isZero() || duration.isNegative()) {
      return;
    }
    long until = nowNanos + duration.toNanos();
    untilNanos.merge(peer, until, (a, b) -> a - b > 0 ? a : b);
    Iterator<PeerId> oldest = untilNanos.keySet().iterator();
    while (untilNanos.size() > MAX_ENTRIES && oldest.hasNext()) {
      var _ = oldest.next();
      oldest.remove();
    }
  }

  public boolean isBanned(PeerId peer, long nowNanos) {
    Long until = untilNanos.get(peer);
    if (until == null) {
      return false;
    }
    if (until - nowNanos <= 0) {
      untilNanos.remove(peer);
      return false;
    }
    return true;
  }

  public int size() {
    return untilNanos.size();
  }

  /// Forgets the bans that are over.
  public void expire(long nowNanos) {
    untilNanos.values().removeIf(until -> until - nowNanos <= 0);
  }
}
