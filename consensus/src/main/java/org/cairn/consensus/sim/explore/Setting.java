package org.cairn.consensus.sim.explore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.leader.LeaderSchedule;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;

/// One case: who has which stake, who is Byzantine (a bit for each validator), who leads the views.
///
/// @param byzantineMessages how many messages the Byzantine may send in all; negative for any
///   number
/// @param everyStep takes steps by themselves after which nothing new was said, see [Reach]
record Setting(
    List<Long> stakes,
    int byzantine,
    List<Integer> leaders,
    int byzantineMessages,
    boolean everyStep) {
  Setting {
    stakes = List.copyOf(stakes);
    leaders = List.copyOf(leaders);
  }

  int views() {
    return leaders.size();
  }

  boolean isByzantine(int validator) {
    return (byzantine >> validator & 1) != 0;
  }

  List<Integer> honest() {
    List<Integer> honest = new ArrayList<>();
    for (int i = 0; i < stakes.size(); i++) {
      if (!isByzantine(i)) {
        honest.add(i);
      }
    }
    return honest;
  }

  long weight(int members) {
    long weight = 0;
    for (int i = 0; i < stakes.size(); i++) {
      weight += ((members >> i) & 1) * stakes.get(i);
    }
    return weight;
  }

  long quorum() {
    return 2 * weight(everybody()) / 3 + 1;
  }

  int everybody() {
    return (1 << stakes.size()) - 1;
  }

  /// Whether the Byzantine have so little stake that the chain must not fork.
  boolean isSafe() {
    return 3 * weight(byzantine) < weight(everybody());
  }

  /// The quorums of which every member is needed.
  List<Integer> minimalQuorums() {
    List<Integer> minimal = new ArrayList<>();
    for (int members = 1; members <= everybody(); members++) {
      boolean needed = weight(members) >= quorum();
      for (int i = 0; i < stakes.size(); i++) {
        boolean member = ((members >> i) & 1) != 0;
        needed &= !member || weight(members & ~(1 << i)) < quorum();
      }
      if (needed) {
        minimal.add(members);
      }
    }
    return minimal;
  }

  /// The ways to rename validators that leave quorums as they are, the one that renames nobody
  /// first.
  List<int[]> renamings() {
    Set<Integer> quorums = new HashSet<>(minimalQuorums());
    List<int[]> found = new ArrayList<>();
    for (int code = 0; code < 256; code++) {
      int[] to = {code >> 6, (code >> 4) & 3, (code >> 2) & 3, code & 3};
      boolean oneToOne = (1 << to[0] | 1 << to[1] | 1 << to[2] | 1 << to[3]) == 15;
      if (oneToOne && quorums.stream().allMatch(q -> quorums.contains(renamed(q, to)))) {
        found.add(to);
      }
    }
    return found;
  }

  /// Those of them that rename somebody, but no leader and no Byzantine validator.
  List<int[]> symmetries() {
    List<int[]> found = new ArrayList<>();
    for (int[] renaming : renamings()) {
      boolean fixed = leaders.stream().allMatch(leader -> renaming[leader] == leader);
      boolean somebody = false;
      for (int i = 0; i < renaming.length; i++) {
        fixed &= !isByzantine(i) || renaming[i] == i;
        somebody |= renaming[i] != i;
      }
      if (fixed && somebody) {
        found.add(renaming);
      }
    }
    return found;
  }

  static int renamed(int members, int[] renaming) {
    int renamed = 0;
    for (int i = 0; i < renaming.length; i++) {
      renamed |= ((members >> i) & 1) << renaming[i];
    }
    return renamed;
  }

  /// The epoch whose schedule begins with these leaders. A Byzantine validator leads the view after
  /// the last one: so no honest validator gives anything up there, and what it says is the same in
  /// cases that differ by names or stakes only.
  EpochContext context() {
    ValidatorSet validators = new ValidatorSet(FakeBls.validators(stakes));
    var chain = new EpochContext.Chain(9, Sha256.hash(new byte[] {9}), 1_000_000, 1_000);
    for (int attempt = 0; ; attempt++) {
      byte[] mix = {(byte) (attempt >> 16), (byte) (attempt >> 8), (byte) attempt};
      EpochContext context = EpochContext.genesis(chain, validators, Sha256.hash(mix));
      if (hasLeaders(new LeaderSchedule(context))) {
        return context;
      }
    }
  }

  private boolean hasLeaders(LeaderSchedule schedule) {
    for (int i = 0; i < leaders.size(); i++) {
      if (schedule.leader(i + 1) != leaders.get(i)) {
        return false;
      }
    }
    return byzantine == 0 || isByzantine(schedule.leader(views() + 1L));
  }

  /// The peer that a validator is to others.
  static Bytes nodeId(int validator) {
    return Bytes.of((byte) validator);
  }
}
