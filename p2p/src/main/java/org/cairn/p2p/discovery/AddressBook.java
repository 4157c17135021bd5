package org.cairn.p2p.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerAddress;
import org.cairn.p2p.peer.PeerId;
import org.jspecify.annotations.Nullable;

/// The addresses that this node knows, and when each may be dialed next. Time is an argument.
///
/// Static peers stay for ever and are dialed whenever they are not connected, after 100 ms, 200 ms
/// and so on up to 5 s: a network that was restarted is whole again within a second, and one that
/// is gone costs a connection attempt each 5 s. Learned addresses are bounded in number, in all and
/// from each peer that told of them, and are forgotten after a few failures in a row.
public final class AddressBook {
  public static final Duration FIRST_RETRY = Duration.ofMillis(100);
  public static final Duration LAST_RETRY = Duration.ofSeconds(5);

  /// The delay after a refusal that the same attempt would meet again, such as another genesis.
  public static final Duration PERMANENT_RETRY = Duration.ofSeconds(30);

  private static final int MAX_LEARNED = 1024;
  private static final int MAX_LEARNED_PER_SOURCE = 128;
  private static final int MAX_FAILURES = 6;
  private static final int MAX_DOUBLINGS = 6;

  /// One address.
  public static final class Entry {
    private final HostPort at;
    private final boolean fixed;
    private final @Nullable PeerId expected;
    private final @Nullable PeerId source;
    private final @Nullable Bytes validatorKey;
    private @Nullable PeerId found;
    private boolean dialing;
    private int failures;
    private long nextNanos;

    private Entry(PeerAddress address, boolean fixed, @Nullable PeerId source, long nowNanos) {
      this(address, fixed, source, null, nowNanos);
    }

    private Entry(
        PeerAddress address,
        boolean fixed,
        @Nullable PeerId source,
        @Nullable Bytes validatorKey,
        long nowNanos) {
      this.at = address.at();
      this.fixed = fixed;
      this.expected = address.id();
      this.source = source;
      this.validatorKey = validatorKey;
      this.nextNanos = nowNanos;
    }

    public HostPort at() {
      return at;
    }

    /// Whether an operator named this address.
    public boolean isStatic() {
      return fixed;
    }

    /// Who must be there, when that is known.
    public @Nullable PeerId expected() {
      return expected;
    }

    /// Who was there last, or else who is expected.
    public @Nullable PeerId id() {
      return found == null ? expected : found;
    }

    /// The validator that is said to be there.
    public @Nullable Bytes validatorKey() {
      return validatorKey;
    }
  }

  private final Map<HostPort, Entry> entries = new LinkedHashMap<>();
  private int learned;

  public AddressBook(List<PeerAddress> statics, long nowNanos) {
    for (PeerAddress address : statics) {
      entries.put(address.at(), new Entry(address, true, null, nowNanos));
    }
  }

  /// Notes an address that a peer told of, unless there is no room for it.
  public void learn(KnownPeer peer, PeerId source, long nowNanos) {
    Entry known = entries.get(peer.at());
    if (known != null) {
      boolean sameClaim = peer.id().equals(known.expected);
      if (known.fixed || sameClaim || known.dialing || known.failures == 0) {
        return;
      }
      // What was said of this address did not prove true, so another claim may replace it.
      forget(known);
    }
    if (learned >= MAX_LEARNED || count(e -> source.equals(e.source)) >= MAX_LEARNED_PER_SOURCE) {
      return;
    }
    PeerAddress address = new PeerAddress(peer.id(), peer.at());
    entries.put(peer.at(), new Entry(address, false, source, peer.validatorKey(), nowNanos));
    learned++;
  }

  /// The addresses that may be dialed now, static ones first.
  public List<Entry> due(long nowNanos) {
    List<Entry> due = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (!entry.dialing && entry.nextNanos - nowNanos <= 0) {
        due.add(entry);
      }
    }
    return due;
  }

  public void dialing(Entry entry) {
    entry.dialing = true;
  }

  /// Notes who answered at the address.
  public void found(Entry entry, PeerId id) {
    entry.found = id;
  }

  /// The dialed connection came up.
  public void connected(Entry entry) {
    entry.failures = 0;
  }

  /// The dialed connection is over, whether it ever came up or not; `permanent` when it would end
  /// alike if it were tried again. `jitter` in 0..1 spreads the retries of many nodes.
  public void ended(Entry entry, boolean permanent, double jitter, long nowNanos) {
    entry.dialing = false;
    if (!entry.fixed && (permanent || entry.failures >= MAX_FAILURES)) {
      forget(entry);
      return;
    }
    long delay =
        permanent
            ? PERMANENT_RETRY.toNanos()
            : Math.min(
                LAST_RETRY.toNanos(),
                FIRST_RETRY.toNanos() << Math.min(entry.failures, MAX_DOUBLINGS));
    entry.failures++;
    entry.nextNanos = nowNanos + delay + (long) (delay * jitter / 4);
  }

  /// A peer went away: wherever it was reached, it may be dialed again at once.
  public void lost(PeerId id, long nowNanos) {
    for (Entry entry : entries.values()) {
      if (!entry.dialing && id.equals(entry.id())) {
        entry.failures = 0;
        entry.nextNanos = nowNanos + FIRST_RETRY.toNanos();
      }
    }
  }

  public int size() {
    return entries.size();
  }

  private int count(Predicate<Entry> which) {
    int count = 0;
    for (Entry entry : entries.values()) {
      if (which.test(entry)) {
        count++;
      }
    }
    return count;
  }

  private void forget(Entry entry) {
    if (entries.remove(entry.at) != null && !entry.fixed) {
      learned--;
    }
  }
}
