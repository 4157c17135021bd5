package org.cairn.consensus.sim.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Visits all states of one case, breadth first, and checks each. A state is the state of each
/// honest validator: what is in flight follows from what they have said, and a message that has
/// come may come again. So orders that lead to the same place are one, and the steps of different
/// validators commute by themselves.
final class Explorer {
  private static final int LOCAL_BITS = 19;
  private static final int LOCAL_MASK = (1 << LOCAL_BITS) - 1;

  private final Setting setting;
  private final Names names = new Names();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Integer> quorums;
  private final StateTable table = new StateTable();
  private final StateTable live = new StateTable();
  private long withFinal;
  private @Nullable String violation;
  private int violated = -1;

  Explorer(Setting setting) {
    this.setting = setting;
    this.quorums = setting.minimalQuorums();
    EpochContext context = setting.context();
    for (int validator : setting.honest()) {
      nodes.add(new Node(validator, setting, context, names));
    }
  }

  /// @param stop asked now and then with the number of states so far
  Result run(IntPredicate stop) {
    add(0, -1, 0);
    int depth = 0;
    int levelEnd = table.size();
    int at = 0;
    while (at < table.size() && violation == null && !stop.test(table.size()) && fits()) {
      if (at == levelEnd) {
        depth++;
        levelEnd = table.size();
      }
      expand(at++);
    }
    boolean complete = at == table.size() && violation == null;
    long locals = nodes.stream().mapToLong(Node::size).sum();
    return new Result(table.size(), locals, depth, complete, withFinal, violation, trace(violated));
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

  /// Whether there are numbers left for the states of each validator.
  private boolean fits() {
    return nodes.stream().allMatch(node -> node.size() < LOCAL_MASK - 1000);
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

  private int spent(long state) {
    return (int) (state >>> (LOCAL_BITS * nodes.size()));
  }

  private Pool pool(Local[] locals) {
    return new Pool(setting, names, quorums, nodes, locals);
  }

  private void expand(int index) {
    long state = table.state(index);
    Local[] locals = locals(state);
    Pool pool = pool(locals);
    List<Integer> actions = pool.actions();
    for (int node = 0; node < locals.length && violation == null; node++) {
      for (int action : actions) {
        follow(index, node, action, setting.byzantineMessages() < 0 ? 0 : pool.cost(action));
      }
      if (locals[node].view <= setting.views()) {
        follow(index, node, names.id(new Action.Timeout(locals[node].view)), 0);
      }
    }
  }

  private void follow(int index, int node, int action, int cost) {
    long state = table.state(index);
    int from = local(state, node);
    boolean affordable = cost == 0 || spent(state) + cost <= setting.byzantineMessages();
    if (!affordable || violation != null) {
      return;
    }
    int reached = nodes.get(node).next(from, action);
    if (reached != from) {
      long next = with(state, node, reached) + ((long) cost << (LOCAL_BITS * nodes.size()));
      add(next, index, (action << 2) | node);
    }
  }

  private void add(long state, int parent, int step) {
    if (table.add(state, parent, step)) {
      violation = broken(state);
      violated = violation == null ? -1 : table.size() - 1;
    }
  }

  private @Nullable String broken(long state) {
    Local[] locals = locals(state);
    boolean isFinal = false;
    for (Local local : locals) {
      isFinal |= local.tip != Names.GENESIS;
      for (Local other : locals) {
        if (!names.areOnOneChain(local.tip, other.tip)) {
          return "agreement: " + names.describe(local.tip) + " and " + names.describe(other.tip);
        }
      }
      if (isSlashable(local.votes)) {
        return "an honest validator can be slashed";
      }
    }
    withFinal += isFinal ? 1 : 0;
    if (!setting.isSafe()) {
      return null;
    }
    String lemma = pool(locals).brokenLemma();
    return lemma != null ? lemma : isStuck(state) ? "the honest cannot get on" : null;
  }

  private boolean isSlashable(BitSet votes) {
    int[] says = votes.stream().toArray();
    for (int i = 0; i < says.length; i++) {
      for (int j = 0; j < i; j++) {
        if (Evidence.offence(ballot(says[i]), ballot(says[j])) != null) {
          return true;
        }
      }
    }
    return false;
  }

  private Ballot ballot(int id) {
    Names.Say say = names.say(id);
    Hash block = Sha256.hash(new byte[] {(byte) (say.block() >> 8), (byte) say.block()});
    boolean named = say.kind() != VoteKind.NULLIFY;
    return new Ballot(say.kind(), new Round(0, say.view()), named ? block : Hash.ZERO);
  }

  /// Whether the honest, left to themselves, do not all pass the last view. One order of their
  /// messages is tried; nothing that was said is taken back by another.
  private boolean isStuck(long state) {
    long now = state & ((1L << (LOCAL_BITS * nodes.size())) - 1);
    List<Long> passed = new ArrayList<>();
    while (!live.contains(now)) {
      passed.add(now);
      long next = honestStep(now);
      if (next == now) {
        for (Local local : locals(now)) {
          if (local.view <= setting.views()) {
            return true;
          }
        }
        break;
      }
      now = next;
    }
    passed.forEach(good -> live.add(good, -1, 0));
    return false;
  }

  private long honestStep(long state) {
    Local[] locals = locals(state);
    List<Integer> actions = pool(locals).honestActions();
    for (int node = 0; node < locals.length; node++) {
      for (int action : actions) {
        int reached = nodes.get(node).next(locals[node].id, action);
        if (reached != locals[node].id) {
          return with(state, node, reached);
        }
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

  private List<String> trace(int last) {
    List<String> lines = new ArrayList<>();
    for (int at = last; at > 0; at = table.parent(at)) {
      int step = table.step(at);
      int validator = nodes.get(step & 3).self();
      lines.add("validator " + validator + " " + names.describe(names.action(step >> 2)));
    }
    Collections.reverse(lines);
    return lines;
  }
}
