package org.cairn.consensus.sim.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.cairn.consensus.message.VoteKind;

/// Blocks and ballots by number, the same in every order of events. A block is named by what it is:
/// its view, its parent, and which of its leader's blocks; not by its hash, which depends on the
/// quorum that certified the parent.
final class Names {
  static final int GENESIS = 0;

  /// The salt of an honest leader's only block.
  static final int HONEST = 0;

  /// @param finalParent whether the justification shows the parent's finalization
  record Block(long view, int parent, boolean finalParent, int salt) {}

  /// A ballot; a nullification names block 0.
  record Say(VoteKind kind, long view, int block) {}

  private final List<Block> blocks = new ArrayList<>();
  private final Map<Block, Integer> blockIds = new HashMap<>();
  private final List<Say> says = new ArrayList<>();
  private final Map<Say, Integer> sayIds = new HashMap<>();
  private final List<Action> actions = new ArrayList<>();
  private final Map<Action, Integer> actionIds = new HashMap<>();

  Names() {
    blocks.add(new Block(0, GENESIS, false, HONEST));
  }

  int id(Block block) {
    return intern(block, blocks, blockIds);
  }

  int id(Say say) {
    return intern(say, says, sayIds);
  }

  int id(Action action) {
    return intern(action, actions, actionIds);
  }

  Block block(int id) {
    return blocks.get(id);
  }

  Say say(int id) {
    return says.get(id);
  }

  Action action(int id) {
    return actions.get(id);
  }

  int says() {
    return says.size();
  }

  private static <T> int intern(T value, List<T> values, Map<T, Integer> ids) {
    return ids.computeIfAbsent(
        value,
        v -> {
          values.add(v);
          return values.size() - 1;
        });
  }

  /// Whether one of the two blocks descends from the other, or is the other.
  boolean areOnOneChain(int a, int b) {
    int high = a;
    int low = b;
    if (block(high).view() < block(low).view()) {
      high = b;
      low = a;
    }
    while (block(high).view() > block(low).view()) {
      high = block(high).parent();
    }
    return high == low;
  }

  String describe(int block) {
    if (block == GENESIS) {
      return "root";
    }
    Block known = block(block);
    String which = known.salt() == HONEST ? "" : Character.toString('a' + known.salt() - 1);
    return known.view() + which + "<" + describe(known.parent());
  }

  String describe(Say say) {
    String named = say.kind() == VoteKind.NULLIFY ? "" : " " + describe(say.block());
    return say.kind().name().toLowerCase(Locale.ROOT) + "(" + say.view() + named + ")";
  }

  /// What a validator has said by itself: not the certificates that it has passed on.
  String describe(Voice voice) {
    Function<Integer, String> ballot = id -> describe(say(id));
    return "voted "
        + sorted(voice.votes(), ballot)
        + " proposed "
        + sorted(voice.proposals(), block -> describe(block.intValue()))
        + " final "
        + describe(voice.tip());
  }

  private static List<String> sorted(BitSet ids, Function<Integer, String> describe) {
    return ids.stream().boxed().map(describe).sorted().toList();
  }

  String describe(Action action) {
    return switch (action) {
      case Action.Propose(int block) -> "is proposed " + describe(block);
      case Action.Supply(int block) -> "is given the body of " + describe(block);
      case Action.Certify(int say) -> "is sent the certificate " + describe(say(say));
      case Action.Count(int say, int signers) ->
          "gets the votes " + describe(say(say)) + " of " + members(signers);
      case Action.Timeout(long view) -> "waits no longer in view " + view;
    };
  }

  private static List<Integer> members(int signers) {
    List<Integer> members = new ArrayList<>();
    for (int i = 0; signers >> i != 0; i++) {
      if (((signers >> i) & 1) != 0) {
        members.add(i);
      }
    }
    return members;
  }
}
