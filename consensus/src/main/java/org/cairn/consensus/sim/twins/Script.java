package org.cairn.consensus.sim.twins;

import java.util.ArrayList;
import java.util.List;

/// What happens in the first views: for each its leader, and a bit mask of the processes on one
/// side of a wall. Processes are the validators in order, then the twins' second ones.
public record Script(List<Integer> leaders, List<Integer> sides) {
  public Script {
    leaders = List.copyOf(leaders);
    sides = List.copyOf(sides);
  }

  public int rounds() {
    return leaders.size();
  }

  /// Whether one process hears another of a view.
  boolean passes(long view, int from, int to) {
    int side = sides.get((int) view - 1);
    return (side >> from & 1) == (side >> to & 1);
  }

  /// All scripts for four validators with the first one doubled, one of each class: the other three
  /// can be renamed, the two processes swapped, and the sides of a wall as well.
  public static List<Script> all(int rounds) {
    List<Script> found = new ArrayList<>();
    collect(rounds, new ArrayList<>(), new ArrayList<>(), found);
    return found;
  }

  private static final int PROCESSES = 5;
  private static final int TWIN = 4;
  private static final int[][] RENAMINGS = {
    {0, 1, 2, 3, 4}, {0, 1, 3, 2, 4}, {0, 2, 1, 3, 4},
    {0, 2, 3, 1, 4}, {0, 3, 1, 2, 4}, {0, 3, 2, 1, 4}
  };

  private static void collect(
      int rounds, List<Integer> leaders, List<Integer> sides, List<Script> found) {
    if (leaders.size() == rounds) {
      Script script = new Script(leaders, sides);
      if (script.isFirstOfItsClass()) {
        found.add(script);
      }
      return;
    }
    for (int leader = 0; leader < PROCESSES - 1; leader++) {
      for (int side = 0; side < 1 << PROCESSES; side += 2) { // process 0 is always outside
        leaders.addLast(leader);
        sides.addLast(side);
        collect(rounds, leaders, sides, found);
        leaders.removeLast();
        sides.removeLast();
      }
    }
  }

  private boolean isFirstOfItsClass() {
    for (int[] renaming : RENAMINGS) {
      for (int swap = 0; swap < 2; swap++) {
        if (isAfter(renaming, swap == 1)) {
          return false;
        }
      }
    }
    return true;
  }

  /// Whether this script comes after its renamed form.
  private boolean isAfter(int[] renaming, boolean swap) {
    for (int i = 0; i < rounds(); i++) {
      int leader = renaming[leaders.get(i)];
      int side = renamed(sides.get(i), renaming, swap);
      int order = Integer.compare(leaders.get(i), leader);
      order = order != 0 ? order : Integer.compare(sides.get(i), side);
      if (order != 0) {
        return order > 0;
      }
    }
    return false;
  }

  private static int renamed(int side, int[] renaming, boolean swap) {
    int renamed = 0;
    for (int process = 0; process < PROCESSES; process++) {
      if ((side >> process & 1) != 0) {
        int to = renaming[process];
        renamed |= 1 << (!swap ? to : to == 0 ? TWIN : to == TWIN ? 0 : to);
      }
    }
    return (renamed & 1) == 0 ? renamed : ~renamed & (1 << PROCESSES) - 1;
  }
}
