package org.cairn.consensus.sim.oracle;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What honest validators have said in one view, over all their incarnations, and which
/// certificates were seen.
final class ViewRecord {
  private final Stakes stakes;
  private final @Nullable Hash[] notarized;
  private final @Nullable Hash[] finalized;
  private final boolean[] nullified;
  private final Set<Certificate> seen = new HashSet<>();
  private final Set<Hash> notarizations = new HashSet<>();
  private final Set<Hash> finalizations = new HashSet<>();
  private boolean nullification;
  private final @Nullable Hash[] proposals;

  ViewRecord(Stakes stakes) {
    this.stakes = stakes;
    this.notarized = new Hash[stakes.size()];
    this.finalized = new Hash[stakes.size()];
    this.nullified = new boolean[stakes.size()];
    this.proposals = new Hash[stakes.size()];
  }

  /// Adds a vote; gives out the name of the offence that it completes.
  @Nullable String add(Ballot ballot, int who) {
    Hash id = ballot.blockId();
    switch (ballot.kind()) {
      case NOTARIZE -> {
        Hash before = notarized[who];
        if (before != null && !before.equals(id)) {
          return "S1";
        }
        notarized[who] = id;
      }
      case NULLIFY -> nullified[who] = true;
      case FINALIZE -> {
        Hash before = finalized[who];
        if (before != null && !before.equals(id)) {
          return "S2";
        }
        finalized[who] = id;
      }
    }
    Hash last = finalized[who];
    if (last != null && nullified[who]) {
      return "S3";
    }
    Hash first = notarized[who];
    return last != null && first != null && !last.equals(first) ? "S4" : null;
  }

  /// Keeps an honest leader's proposal; gives out the one before.
  @Nullable Hash proposed(int leader, Hash id) {
    Hash before = proposals[leader];
    proposals[leader] = id;
    return before;
  }

  boolean isNew(Certificate certificate) {
    return seen.add(certificate);
  }

  void certified(Ballot ballot) {
    switch (ballot.kind()) {
      case NOTARIZE -> notarizations.add(ballot.blockId());
      case NULLIFY -> nullification = true;
      case FINALIZE -> finalizations.add(ballot.blockId());
    }
  }

  int notarizedBlocks() {
    return notarizations.size();
  }

  int finalizedBlocks() {
    return finalizations.size();
  }

  boolean isNullified() {
    return nullification;
  }

  /// Whether all certificates of the view name one block.
  boolean isOneBlock() {
    Set<Hash> all = new HashSet<>(notarizations);
    all.addAll(finalizations);
    return all.size() <= 1;
  }

  /// Whether an honest validator was heard saying so.
  boolean hasSaid(int who, Ballot ballot) {
    return switch (ballot.kind()) {
      case NOTARIZE -> Objects.equals(notarized[who], ballot.blockId());
      case NULLIFY -> nullified[who];
      case FINALIZE -> Objects.equals(finalized[who], ballot.blockId());
    };
  }

  boolean canBeNullified() {
    long weight = stakes.corruptWeight();
    for (int i = 0; i < nullified.length; i++) {
      weight += nullified[i] && !stakes.isCorrupt(i) ? stakes.weight(i) : 0;
    }
    return stakes.isQuorum(weight);
  }

  boolean canBeNotarized(Hash id) {
    return stakes.isQuorum(stakes.corruptWeight() + weight(notarized, id));
  }

  /// Whether, with all corrupt votes, some certificate of the view can exist.
  boolean canBeCertified() {
    return canBeNullified() || canBeCertified(notarized) || canBeCertified(finalized);
  }

  private boolean canBeCertified(@Nullable Hash[] votes) {
    for (Hash id : votes) {
      if (id != null && stakes.isQuorum(stakes.corruptWeight() + weight(votes, id))) {
        return true;
      }
    }
    return stakes.isQuorum(stakes.corruptWeight());
  }

  private long weight(@Nullable Hash[] votes, Hash id) {
    long weight = 0;
    for (int i = 0; i < votes.length; i++) {
      weight += Objects.equals(votes[i], id) && !stakes.isCorrupt(i) ? stakes.weight(i) : 0;
    }
    return weight;
  }
}
