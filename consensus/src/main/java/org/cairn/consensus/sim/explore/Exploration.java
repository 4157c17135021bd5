package org.cairn.consensus.sim.explore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/// All cases of four validators: who is Byzantine, and who leads which view. Cases that differ only
/// by the names of validators are one, when the same groups of them are quorums.
public final class Exploration {
  /// What is explored.
  ///
  /// @param byzantine how many validators are Byzantine
  /// @param byzantineMessages messages that they may send in all; negative for any number
  /// @param everyStep visits states as well that differ from others by silent steps only
  public record Scope(
      List<Long> stakes, int views, int byzantine, int byzantineMessages, boolean everyStep) {
    public Scope {
      stakes = List.copyOf(stakes);
      boolean fits =
          stakes.size() == VALIDATORS
              && stakes.stream().allMatch(stake -> stake > 0 && stake < 1 << 20)
              && views >= 1
              && views <= MAX_VIEWS
              && byzantine >= 1
              && byzantine <= 2
              && byzantineMessages <= MAX_MESSAGES;
      if (!fits) {
        throw new IllegalArgumentException(
            "explored are 4 stakes, 1 to 3 views, 1 or 2 Byzantine, at most 31 messages of theirs");
      }
    }
  }

  /// One case: the Byzantine and the leaders of the views.
  public record Case(Scope scope, List<Integer> byzantine, List<Integer> leaders) {}

  private static final int VALIDATORS = 4;

  /// Below the views after which a silent leader is passed over, which fingerprints leave out.
  private static final int MAX_VIEWS = 3;

  private static final int MAX_MESSAGES = 31;

  private Exploration() {}

  public static List<Case> cases(Scope scope) {
    List<int[]> renamings = new Setting(scope.stakes(), 0, List.of(), 0, false).renamings();
    Set<List<Integer>> seen = new HashSet<>();
    List<Case> cases = new ArrayList<>();
    for (int members = 1; members < 1 << VALIDATORS; members++) {
      if (Integer.bitCount(members) != scope.byzantine()) {
        continue;
      }
      for (int code = 0; code < 1 << (2 * scope.views()); code++) {
        List<Integer> leaders = new ArrayList<>();
        for (int view = 0; view < scope.views(); view++) {
          leaders.add((code >> (2 * view)) & 3);
        }
        if (seen.add(key(members, leaders, renamings.getFirst()))) {
          for (int[] renaming : renamings) {
            seen.add(key(members, leaders, renaming));
          }
          cases.add(new Case(scope, members(members), leaders));
        }
      }
    }
    return cases;
  }

  /// Explores one case until the predicate, given the number of states, says to stop.
  public static Result explore(Case one, IntPredicate stop) {
    Scope scope = one.scope();
    int byzantine = one.byzantine().stream().mapToInt(i -> 1 << i).sum();
    var setting =
        new Setting(
            scope.stakes(), byzantine, one.leaders(), scope.byzantineMessages(), scope.everyStep());
    return new Explorer(setting).run(stop);
  }

  private static List<Integer> members(int mask) {
    List<Integer> members = new ArrayList<>();
    for (int i = 0; i < VALIDATORS; i++) {
      if (((mask >> i) & 1) != 0) {
        members.add(i);
      }
    }
    return members;
  }

  private static List<Integer> key(int members, List<Integer> leaders, int[] renaming) {
    List<Integer> key = new ArrayList<>();
    key.add(Setting.renamed(members, renaming));
    leaders.forEach(leader -> key.add(renaming[leader]));
    return key;
  }
}
