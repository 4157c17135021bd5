package org.cairn.consensus.sim.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The rules I1 to I19 of docs/consensus.md. Told of everything that honest nodes send, enter, give
/// out and say about others, over all their incarnations; throws [Violation].
///
/// With more corrupt stake than the protocol bears, the rules of agreement are off, and conflicts
/// are collected instead.
public final class Invariants {
  /// A finalized block as one node gave it out.
  private record Final(Hash id, Round round, long timestampMillis) {}

  /// Whether a validator's journal has ever held a vote for a ballot.
  public interface Journals {
    boolean hold(int validator, Ballot ballot);
  }

  /// Views that are kept behind the committed one and taken from ahead of the current one.
  private static final long SLACK_VIEWS = 40;

  /// The first proposal of a view, and what certificates name.
  private static final long BLOCKS_PER_VIEW = 2;

  private static final Round START = new Round(0, 0);

  private final LongFunction<Stakes> stakesOf;
  private final Journals journals;
  private final boolean agreementHolds;
  private final TreeMap<Round, ViewRecord> views = new TreeMap<>();
  private final Map<Long, Final> finals = new HashMap<>();
  private final Map<Long, Hash> states = new HashMap<>();
  private final @Nullable Round[] entered;
  private final Round[] highest;
  private final Round[] finalRounds;
  private long conflicts;

  /// @param stakesOf the stakes of an epoch
  public Invariants(LongFunction<Stakes> stakesOf, int nodes, Journals journals) {
    this.stakesOf = stakesOf;
    Stakes stakes = stakesOf.apply(0);
    this.journals = journals;
    this.agreementHolds = 3 * stakes.corruptWeight() < stakes.total();
    this.entered = new Round[nodes];
    this.finalRounds = new Round[nodes];
    this.highest = new Round[nodes];
    Arrays.fill(finalRounds, START);
    Arrays.fill(highest, START);
  }

  /// Whether the corrupt hold less than a third of the stake.
  public boolean agreementHolds() {
    return agreementHolds;
  }

  /// Conflicting final blocks seen; never any below a third of corrupt stake.
  public long conflicts() {
    return conflicts;
  }

  public static void check(String rule, boolean holds, String what) {
    if (!holds) {
      throw new Violation(rule, what);
    }
  }

  /// The same, for what is checked so often that saying what is wrong would cost more than the
  /// check.
  public static void check(String rule, boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Violation(rule, what.get());
    }
  }

  private ViewRecord at(Round round) {
    return views.computeIfAbsent(round, _ -> new ViewRecord(stakesOf.apply(round.epoch())));
  }

  // ---- What leaves honest nodes.

  /// A vote of an honest validator is on its way.
  public void sent(Vote vote, boolean durable) {
    int who = vote.validator();
    check("I11", durable, () -> "validator " + who + " sends before it is durable: " + vote);
    ViewRecord said = at(vote.ballot().round());
    String offence = said.add(vote.ballot(), who);
    check("I10", offence == null, () -> offence + " by honest " + who + ": " + vote.ballot());
  }

  /// I4: an honest leader proposes one block a view.
  public void proposed(ProposedBlock block) {
    Hash id = block.id();
    Hash other = at(block.header().round()).proposed(block.header().proposer(), id);
    check("I4", other == null || other.equals(id), "two proposals in " + block.header().round());
  }

  /// An honest node passes a certificate on: its weight is a quorum (I17), the votes in it can
  /// exist (I6), and it contradicts no other certificate (I2, I3, I8, I9).
  public void sent(Certificate certificate) {
    Round round = certificate.ballot().round();
    Stakes stakes = stakesOf.apply(round.epoch());
    ViewRecord at = at(round);
    if (!at.isNew(certificate)) {
      return;
    }
    Ballot ballot = certificate.ballot();
    long weight = stakes.weight(certificate.signers());
    check(
        "I17", weight >= 0 && stakes.isQuorum(weight), () -> "weight " + weight + " in " + ballot);
    for (int signer : certificate.signers().indices()) {
      boolean said = stakes.isCorrupt(signer) || at.hasSaid(signer, ballot);
      // A vote that was durable, and whose sender died before it was sent, counts after a restart.
      boolean signed = said || (journals.hold(signer, ballot) && at.add(ballot, signer) == null);
      check("I6", signed, () -> "validator " + signer + " never signed " + ballot);
    }
    if (!agreementHolds) {
      return;
    }
    at.certified(ballot);
    check("I2", at.notarizedBlocks() <= 1, () -> "two blocks notarized in view " + round);
    check("I8", at.finalizedBlocks() <= 1, () -> "two blocks finalized in view " + round);
    boolean settled = at.finalizedBlocks() > 0;
    check("I3", !settled || !at.isNullified(), () -> "final and nullified: view " + round);
    check("I9", !settled || at.isOneBlock(), () -> "final, and another notarized: view " + round);
  }

  // ---- What honest nodes do.

  /// An honest node's new process begins: what was not durable is gone.
  public void restarted(int node) {
    entered[node] = null;
    finalRounds[node] = START;
  }

  /// I14: a view is entered on a certificate of the view before or a later one, so that a quorum
  /// must have voted there.
  public void entered(int node, Round round) {
    Round before = entered[node];
    entered[node] = round;
    boolean forward = before == null || before.compareTo(round) < 0;
    check("I14", forward, () -> "node " + node + " goes back to " + round);
    boolean again = round.compareTo(highest[node]) <= 0; // an earlier process was there
    if (round.view() == 1 || again) {
      return;
    }
    highest[node] = round;
    Round from = new Round(round.epoch(), round.view() - 1);
    for (ViewRecord known : views.tailMap(from, true).values()) {
      if (known.canBeCertified()) {
        return;
      }
    }
    throw new Violation("I14", "node " + node + " enters " + round + " on no certificate");
  }

  /// After each step of an honest node: I5, the newest final view is behind the current one.
  public void stepped(int node, Round current, Round newestFinal) {
    if (newestFinal.compareTo(current) >= 0 || newestFinal.compareTo(finalRounds[node]) < 0) {
      throw new Violation("I5", "node " + node + " in " + current + ", final " + newestFinal);
    }
    finalRounds[node] = newestFinal;
  }

  /// I16: what a node keeps of views that are not committed yet is bounded whatever others send.
  public void holds(int node, long views, long blocks, long currentView, long committedView) {
    long open = currentView - committedView;
    long allowed = open + SLACK_VIEWS;
    if (views > allowed || blocks > BLOCKS_PER_VIEW * allowed) {
      throw new Violation(
          "I16",
          "node %d holds %d views and %d blocks, %d views are open"
              .formatted(node, views, blocks, open));
    }
  }

  /// I1: one block a height, whoever says so, each the child of the one before. I7: it was
  /// notarized by honest validators. I18: every view between it and its parent was nullified.
  public void finalized(int node, ProposedBlock block) {
    ConsensusHeader header = block.header();
    Hash id = block.id();
    Final mine = new Final(id, header.round(), header.timestampMillis());
    Final other = finals.putIfAbsent(header.height(), mine);
    if (other != null && !other.equals(mine)) {
      conflicts++;
      check("I1", !agreementHolds, "node " + node + " finalizes " + mine + ", others " + other);
      return;
    }
    if (other != null || !agreementHolds) {
      return;
    }
    Final parent = finals.get(header.height() - 1);
    if (parent != null) {
      boolean child = parent.id().equals(header.parentId()) && isBefore(parent, header);
      check("I1", child, "the final block at height " + header.height() + " has another parent");
    }
    ViewRecord at = views.get(header.round());
    check(
        "I7",
        at != null && at.canBeNotarized(id),
        "final in " + header.round() + " without a quorum of votes for it: " + id);
    skipsAreNullified(header, block.justification());
  }

  private static boolean isBefore(Final parent, ConsensusHeader header) {
    boolean sameEpoch = parent.round().epoch() == header.round().epoch();
    return header.parentView() == (sameEpoch ? parent.round().view() : 0)
        && header.timestampMillis() > parent.timestampMillis();
  }

  private void skipsAreNullified(ConsensusHeader header, Justification justification) {
    Stakes stakes = stakesOf.apply(header.round().epoch());
    List<Certificate> skips = justification.skips();
    check(
        "I18",
        skips.size() == header.view() - header.parentView() - 1,
        "view " + header.view() + " skips to " + header.parentView() + " with " + skips.size());
    for (int i = 0; i < skips.size(); i++) {
      Certificate skip = skips.get(i);
      long view = header.parentView() + 1 + i;
      ViewRecord at = views.get(new Round(header.round().epoch(), view));
      boolean proven =
          skip.kind() == VoteKind.NULLIFY
              && skip.view() == view
              && stakes.isQuorum(stakes.weight(skip.signers()))
              && at != null
              && at.canBeNullified();
      check("I18", proven, "view " + view + " is left out of the chain without a nullification");
    }
  }

  /// I15: whoever executed the block at a height has the same state.
  public void executed(int node, long height, Hash state) {
    Hash other = states.putIfAbsent(height, state);
    check(
        "I15",
        other == null || other.equals(state) || !agreementHolds,
        "node " + node + " has another state at height " + height);
  }

  // ---- What honest nodes say about others.

  /// I13: nobody honest is accused, and the accusation is an offence.
  public void accused(Evidence evidence) {
    check(
        "I13",
        stakesOf.apply(evidence.round().epoch()).isCorrupt(evidence.validator()),
        "honest validator " + evidence.validator() + " accused: " + evidence.offence());
    VoteKind first = evidence.first().ballot().kind();
    VoteKind second = evidence.second().ballot().kind();
    boolean sameView = evidence.first().ballot().round().equals(evidence.second().ballot().round());
    boolean timeout = first != second && first != VoteKind.FINALIZE && second != VoteKind.FINALIZE;
    check("I13", sameView && !timeout, "no offence: " + evidence);
  }

  /// I13 as well: an honest node ends the connection of nobody honest for a breach of the protocol.
  /// After a fork the two sides have other leaders, and no good opinion of one another.
  public void blamed(int node, int peer, boolean peerIsHonest, String fault) {
    boolean fair = !peerIsHonest || !agreementHolds;
    check("I13", fair, "node " + node + " blames honest node " + peer + " for " + fault);
  }

  /// I12: of two conflicting proofs, the extracted culprits weigh more than a third and are all
  /// corrupt.
  public void culprits(long epoch, List<Integer> culprits) {
    Stakes stakes = stakesOf.apply(epoch);
    long weight = 0;
    List<Integer> honest = new ArrayList<>();
    for (int culprit : new HashSet<>(culprits)) {
      weight += stakes.weight(culprit);
      if (!stakes.isCorrupt(culprit)) {
        honest.add(culprit);
      }
    }
    check("I12", honest.isEmpty(), "honest validators convicted: " + honest);
    check("I12", stakes.isMoreThanThird(weight), "culprits weigh only " + weight);
  }

  /// I19: the validators of an epoch are those that the last block of the one before committed to.
  public void epochOpened(int node, Hash setRoot, @Nullable Hash committed) {
    check(
        "I19",
        committed == null || committed.equals(setRoot),
        "node " + node + " opens an epoch with other validators than were committed to");
  }
}
