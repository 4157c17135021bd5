package org.cairn.consensus.sim.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.cairn.consensus.message.VoteKind;
import org.jspecify.annotations.Nullable;

/// What the honest have said in one state, and what can therefore reach any of them: messages are
/// delayed at will, and none is lost for good.
final class Pool {
  private static final int EQUIVOCATIONS = 2;

  private final Setting setting;
  private final Names names;
  private final List<Integer> quorums;
  private final int[] voters;
  private final BitSet proposals = new BitSet();
  private final BitSet certificates = new BitSet();

  Pool(Setting setting, Names names, List<Integer> quorums, List<Node> nodes, Voice[] voices) {
    this.setting = setting;
    this.names = names;
    this.quorums = quorums;
    this.voters = new int[names.says()];
    for (int i = 0; i < voices.length; i++) {
      BitSet votes = voices[i].votes();
      for (int say = votes.nextSetBit(0); say >= 0; say = votes.nextSetBit(say + 1)) {
        voters[say] |= 1 << nodes.get(i).self();
      }
      proposals.or(voices[i].proposals());
      certificates.or(voices[i].certificates());
    }
  }

  /// The numbers of all actions, whoever they happen to; timeouts apart.
  List<Integer> actions() {
    List<Integer> actions = new ArrayList<>();
    addProposals(actions);
    for (int say = 0; say < voters.length; say++) {
      if (canCertify(say) && names.say(say).view() <= setting.views()) {
        addBallot(say, setting.byzantine(), actions);
      }
    }
    addByzantineProposals(actions);
    return actions;
  }

  /// The actions that are left when the Byzantine have fallen silent.
  List<Integer> honestActions() {
    List<Integer> actions = new ArrayList<>();
    addProposals(actions);
    for (int say = 0; say < voters.length; say++) {
      boolean formed = setting.weight(voters[say]) >= setting.quorum() || certificates.get(say);
      if (formed && names.say(say).view() <= setting.views()) {
        addBallot(say, 0, actions);
      }
    }
    return actions;
  }

  private void addProposals(List<Integer> actions) {
    for (int block = proposals.nextSetBit(0); block >= 0; block = proposals.nextSetBit(block + 1)) {
      actions.add(names.id(new Action.Propose(block)));
    }
  }

  private void addBallot(int say, int helpers, List<Integer> actions) {
    actions.add(names.id(new Action.Certify(say)));
    for (int signers : quorums) {
      if ((signers & ~(voters[say] | helpers)) == 0) {
        actions.add(names.id(new Action.Count(say, signers)));
      }
    }
    if (names.say(say).kind() != VoteKind.NULLIFY) {
      actions.add(names.id(new Action.Supply(names.say(say).block())));
    }
  }

  private void addByzantineProposals(List<Integer> actions) {
    int known = voters.length;
    for (int i = 0; i < setting.views(); i++) {
      long view = i + 1L;
      if (!setting.isByzantine(setting.leaders().get(i))) {
        continue;
      }
      addBlocks(Names.GENESIS, view, actions);
      for (int say = 0; say < known; say++) {
        Names.Say parent = names.say(say);
        if (parent.kind() == VoteKind.NOTARIZE && parent.view() < view && canCertify(say)) {
          addBlocks(parent.block(), view, actions);
        }
      }
    }
  }

  private void addBlocks(int parent, long view, List<Integer> actions) {
    for (long skipped = names.block(parent).view() + 1; skipped < view; skipped++) {
      if (!canNullify(skipped)) {
        return;
      }
    }
    for (int salt = 1; salt <= EQUIVOCATIONS; salt++) {
      int block = names.id(new Names.Block(view, parent, false, salt));
      actions.add(names.id(new Action.Propose(block)));
    }
  }

  private boolean canNullify(long view) {
    int say = names.id(new Names.Say(VoteKind.NULLIFY, view, Names.GENESIS));
    return say < voters.length && canCertify(say);
  }

  /// Whether honest votes and Byzantine ones make a quorum. A ballot that no honest validator voted
  /// for is of no use to anybody, unless the Byzantine are a quorum by themselves.
  private boolean canCertify(int say) {
    return voters[say] != 0
        && setting.weight(voters[say] | setting.byzantine()) >= setting.quorum();
  }

  /// How many messages of the Byzantine an action takes.
  int cost(int action) {
    return switch (names.action(action)) {
      case Action.Propose(int block) -> proposals.get(block) ? 0 : 1;
      case Action.Certify(int say) ->
          setting.weight(voters[say]) >= setting.quorum() || certificates.get(say) ? 0 : 1;
      case Action.Count(_, int signers) -> Integer.bitCount(signers & setting.byzantine());
      case Action.Supply _, Action.Timeout _ -> 0;
    };
  }

  /// The rule that the certificates which could be made break, if any (§1.2).
  @Nullable String brokenLemma() {
    for (int f = 0; f < voters.length; f++) {
      Names.Say finalization = names.say(f);
      if (finalization.kind() != VoteKind.FINALIZE || !canCertify(f)) {
        continue;
      }
      for (int other = 0; other < voters.length; other++) {
        Names.Say say = names.say(other);
        if (say.view() != finalization.view() || other == f || !canCertify(other)) {
          continue;
        }
        boolean sameBlock = say.block() == finalization.block();
        switch (say.kind()) {
          case NULLIFY -> {
            return "L1: a view both finalized and nullified";
          }
          case NOTARIZE -> {
            if (!sameBlock) {
              return "L2: one block finalized, another notarized in the same view";
            }
          }
          case FINALIZE -> {
            return "L3: two blocks finalized in one view";
          }
        }
      }
    }
    return null;
  }
}
