package org.cairn.consensus.sim.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where one validator can get by what is on a menu, in one step that others see.
///
/// A step after which it has said nothing new, or passed on only what anybody could have already,
/// changes nothing for the others, and can wait until right before its next one: what is on the
/// menu now will be on it then, for no more Byzantine messages. So silent steps are taken together
/// with the one that follows them, and states in between are not visited.
final class Reach {
  private static final int COST_BITS = 8;
  private static final int MAX_COST = (1 << COST_BITS) - 1;

  private final Setting setting;
  private final Names names;
  private int dearest;

  Reach(Setting setting, Names names) {
    this.setting = setting;
    this.names = names;
  }

  static int target(long step) {
    return (int) (step >> COST_BITS);
  }

  static int cost(long step) {
    return (int) step & MAX_COST;
  }

  /// The most Byzantine messages that any step took so far.
  int dearest() {
    return dearest;
  }

  /// The states that can be reached, each with the fewest Byzantine messages that it takes.
  long[] of(Node node, int local, Menu menu) {
    return node.local(local).reach.computeIfAbsent(menu.id(), _ -> find(node, local, menu));
  }

  private long[] find(Node node, int start, Menu menu) {
    Map<Integer, Integer> targets = new LinkedHashMap<>();
    Map<Integer, Integer> silent = new HashMap<>(Map.of(start, 0));
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      int at = open.remove();
      int paid = silent.getOrDefault(at, 0);
      for (int i = 0; i <= menu.actions().size(); i++) {
        int reached = step(node, at, menu, i);
        int cost = paid + (i == menu.actions().size() ? 0 : menu.costs().get(i));
        if (reached == at || cost > MAX_COST) {
          continue;
        }
        if (!isSilent(node, start, reached, menu)) {
          targets.merge(reached, cost, Math::min);
        } else if (cost < silent.getOrDefault(reached, Integer.MAX_VALUE)) {
          silent.put(reached, cost);
          open.add(reached);
        }
      }
    }
    long[] steps = new long[targets.size()];
    int count = 0;
    for (Map.Entry<Integer, Integer> target : targets.entrySet()) {
      steps[count++] = ((long) target.getKey() << COST_BITS) | target.getValue();
      dearest = Math.max(dearest, target.getValue());
    }
    return steps;
  }

  private boolean isSilent(Node node, int start, int reached, Menu menu) {
    if (setting.everyStep()) {
      return false;
    }
    int was = node.local(start).voice;
    int is = node.local(reached).voice;
    return was == is || node.voice(is).isNoNews(node.voice(was), menu.known());
  }

  /// Where the honest alone take a validator first; the same state when they take it nowhere.
  int honest(Node node, int local, Menu menu) {
    return node.local(local)
        .honest
        .computeIfAbsent(
            menu.id(),
            _ -> {
              for (int action : menu.actions()) {
                int reached = node.next(local, action);
                if (reached != local) {
                  return reached;
                }
              }
              return local;
            });
  }

  /// Where an action of the menu leads, or, behind the last, the timeout of the view.
  private int step(Node node, int at, Menu menu, int place) {
    int action = action(node, at, menu, place);
    return action < 0 ? at : node.next(at, action);
  }

  private int action(Node node, int at, Menu menu, int place) {
    if (place < menu.actions().size()) {
      return menu.actions().get(place);
    }
    long view = node.local(at).view;
    return view <= setting.views() ? names.id(new Action.Timeout(view)) : -1;
  }

  /// One order of actions that leads there.
  List<Integer> path(Node node, int start, int target, Menu menu) {
    Map<Integer, Integer> before = new HashMap<>(Map.of(start, start));
    Map<Integer, Integer> by = new HashMap<>();
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
    while (!before.containsKey(target)) {
      int at = open.remove();
      for (int i = 0; i <= menu.actions().size(); i++) {
        int reached = step(node, at, menu, i);
        boolean passable = reached == target || isSilent(node, start, reached, menu);
        if (passable && before.putIfAbsent(reached, at) == null) {
          by.put(reached, action(node, at, menu, i));
          open.add(reached);
        }
      }
    }
    List<Integer> actions = new ArrayList<>();
    for (int at = target; at != start; at = before.getOrDefault(at, start)) {
      actions.add(by.getOrDefault(at, -1));
    }
    Collections.reverse(actions);
    return actions;
  }
}
