package org.cairn.consensus.sim.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.cairn.consensus.epoch.EpochContext;
import org.jspecify.annotations.Nullable;

/// Visits all states of one case and checks each: first those without any Byzantine message, then
/// those with one, and so on. A state is the state of each honest validator: what is in flight
/// follows from what they have said, and a message that has come may come again. So orders that
/// lead to the same place are one, and the steps of different validators commute by themselves. A
/// state is visited once, with the fewest Byzantine messages that lead there.
final class Explorer {
  private static final int LOCAL_BITS = 21;
  private static final int LOCAL_MASK = (1 << LOCAL_BITS) - 1;

  private final Setting setting;
  private final Names names = new Names();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Symmetry> symmetries = new ArrayList<>();
  private final Stage stage;
  private final Reach reach;
  private final StateTable table = new StateTable();

  /// States that are on the way of the honest alone, and visited for that only.
  private final StateTable live = new StateTable();

  /// Where in the table the states with so many Byzantine messages begin.
  private final List<Integer> levels = new ArrayList<>();

  private long withFinal;
  private @Nullable String violation;
  private int violated = -1;

  Explorer(Setting setting) {
    this.setting = setting;
    EpochContext context = setting.context();
    for (int validator : setting.honest()) {
      nodes.add(new Node(validator, setting, context, names));
    }
    for (int[] renaming : setting.symmetries()) {
      symmetries.add(new Symmetry(renaming, names, nodes));
    }
    this.stage = new Stage(setting, names, nodes);
    this.reach = new Reach(setting, names);
  }

  /// @param stop asked now and then with the number of states so far
  Result run(IntPredicate stop) {
    add(0, -1);
    int done = -1;
    boolean complete = false;
    while (!complete && explore(done + 1, stop)) {
      done++;
      complete = isLast(done);
    }
    long locals = nodes.stream().mapToLong(Node::size).sum();
    return new Result(table.size(), locals, done, complete, withFinal, violation, trace(violated));
  }

  /// Visits all states that take so many Byzantine messages. False when that was not finished.
  private boolean explore(int messages, IntPredicate stop) {
    levels.add(messages == 0 ? 0 : table.size());
    for (int earlier = 0; earlier < messages; earlier++) {
      int cost = messages - earlier;
      for (int at = levels.get(earlier);
          cost <= reach.dearest() && at < levels.get(earlier + 1);
          at++) {
        if (!expand(at, cost, stop)) {
          return false;
        }
      }
    }
    for (int at = levels.get(messages); at < table.size(); at++) {
      if (!expand(at, 0, stop)) {
        return false;
      }
    }
    return violation == null;
  }

  /// Whether more messages lead nowhere new, or are not allowed.
  private boolean isLast(int messages) {
    int last = levels.size() - 1;
    while (last > 0 && levels.get(last) == table.size()) {
      last--;
    }
    return messages == setting.byzantineMessages() || messages - last >= reach.dearest();
  }

  /// Takes the steps that cost so many messages. False when it is time to stop.
  private boolean expand(int index, int cost, IntPredicate stop) {
    boolean fits = nodes.stream().allMatch(node -> node.size() < LOCAL_MASK - 1000);
    if (violation != null || !fits || stop.test(table.size())) {
      return false;
    }
    long state = table.state(index);
    Menu menu = stage.scene(locals(state)).menu();
    for (int node = 0; node < nodes.size(); node++) {
      for (long step : reach.of(nodes.get(node), local(state, node), menu)) {
        if (Reach.cost(step) == cost && violation == null) {
          add(with(state, node, Reach.target(step)), index);
        }
      }
    }
    return true;
  }

  private void add(long reached, int parent) {
    long state = canonical(reached);
    if (!table.add(state, parent)) {
      return;
    }
    Scene scene = stage.scene(locals(state));
    withFinal += scene.isFinal() ? 1 : 0;
    String broken = scene.broken();
    if (broken == null && setting.isSafe() && isStuck(state)) {
      broken = "the honest cannot get on";
    }
    if (broken != null) {
      violation = broken;
      violated = table.size() - 1;
    }
  }

  private Local[] locals(long state) {
    Local[] locals = new Local[nodes.size()];
    for (int i = 0; i < locals.length; i++) {
      locals[i] = nodes.get(i).local(local(state, i));
    }
    return locals;
  }

  private static int local(long state, int node) {
    return (int) (state >>> (LOCAL_BITS * node)) & LOCAL_MASK;
  }

  private static long with(long state, int node, int local) {
    int shift = LOCAL_BITS * node;
    return (state & ~((long) LOCAL_MASK << shift)) | ((long) local << shift);
  }

  /// The least of all states that differ by the names of validators only.
  private long canonical(long state) {
    long least = state;
    for (Symmetry symmetry : symmetries) {
      long renamed = 0;
      for (int node = 0; node < nodes.size(); node++) {
        int local = symmetry.local(node, local(state, node));
        renamed = with(renamed, symmetry.place(node), local);
      }
      least = Math.min(least, renamed);
    }
    return least;
  }

  /// Whether the honest, left to themselves, do not all pass the last view. One order of their
  /// messages is tried; nothing that was said is taken back by another.
  private boolean isStuck(long state) {
    List<Long> passed = new ArrayList<>();
    long now = state;
    while (true) {
      long next = canonical(honestStep(now));
      if (next == now) {
        for (Local local : locals(now)) {
          if (local.view <= setting.views()) {
            return true;
          }
        }
        break;
      }
      if (live.contains(next) || table.contains(next)) {
        break;
      }
      passed.add(next);
      now = next;
    }
    passed.forEach(good -> live.add(good, -1));
    return false;
  }

  private long honestStep(long state) {
    Local[] locals = locals(state);
    Menu menu = stage.scene(locals).honest();
    for (int node = 0; node < locals.length; node++) {
      int reached = reach.honest(nodes.get(node), locals[node].id, menu);
      if (reached != locals[node].id) {
        return with(state, node, reached);
      }
    }
    for (int node = 0; node < locals.length; node++) {
      if (locals[node].view <= setting.views()) {
        int action = names.id(new Action.Timeout(locals[node].view));
        int reached = nodes.get(node).next(locals[node].id, action);
        if (reached != locals[node].id) {
          return with(state, node, reached);
        }
      }
    }
    return state;
  }

  /// What happened on the way to a state, up to the names of validators.
  private List<String> trace(int last) {
    List<String> lines = new ArrayList<>();
    for (int at = last; at > 0; at = table.parent(at)) {
      List<String> before = steps(table.state(table.parent(at)), table.state(at));
      Collections.reverse(before);
      lines.addAll(before);
    }
    Collections.reverse(lines);
    return lines;
  }

  private List<String> steps(long from, long to) {
    Menu menu = stage.scene(locals(from)).menu();
    for (int place = 0; place < nodes.size(); place++) {
      Node node = nodes.get(place);
      int start = local(from, place);
      for (long step : reach.of(node, start, menu)) {
        int target = Reach.target(step);
        if (canonical(with(from, place, target)) == to) {
          List<String> lines = new ArrayList<>();
          for (int action : reach.path(node, start, target, menu)) {
            lines.add("validator " + node.self() + " " + names.describe(names.action(action)));
          }
          return lines;
        }
      }
    }
    throw new IllegalStateException("no step leads there");
  }

  /// All that the honest have said together in some state, in words: whatever the numbers are by
  /// which states are known here, and under every name that symmetry allows.
  Set<String> said() {
    Set<String> all = new TreeSet<>();
    for (Voice[] voices : stage.voices()) {
      all.add(words(voices));
      for (Symmetry symmetry : symmetries) {
        Voice[] renamed = new Voice[voices.length];
        for (int node = 0; node < voices.length; node++) {
          renamed[symmetry.place(node)] = voices[node];
        }
        all.add(words(renamed));
      }
    }
    return all;
  }

  private String words(Voice[] voices) {
    return Arrays.stream(voices).map(names::describe).collect(Collectors.joining("; "));
  }

  /// Where what is kept of a validator's state does not decide what follows; see
  /// [Node#ambiguities].
  List<String> ambiguities() {
    return nodes.stream().flatMap(node -> node.ambiguities().stream()).toList();
  }

  /// How many states of single validators were reached by several ways.
  int waysCompared() {
    return nodes.stream().mapToInt(Node::waysCompared).sum();
  }
}
