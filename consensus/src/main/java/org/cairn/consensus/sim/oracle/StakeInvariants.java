package org.cairn.consensus.sim.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.sim.stake.StakeLoad;
import org.cairn.consensus.staking.SignedMessage;
import org.cairn.consensus.staking.StakedValidator;
import org.cairn.consensus.staking.StakingState;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// The rules I20 to I27 of docs/consensus.md: what stake may do. Told of every block that an honest
/// node commits, with the stake that it has after it; restates docs/staking.md on the state's
/// fields. Throws [Violation].
public final class StakeInvariants {
  /// What the oracle asks of the world.
  public interface Facts {
    /// The place of a view's leader in its epoch's set.
    int leader(long epoch, long view);

    /// Whether both votes are signed by the validator that they name.
    boolean isProven(Evidence evidence);

    /// Whether the key has signed the deposit under this chain's fork version.
    boolean isProven(Bytes key, Hash credentials, long gwei, Bytes signature);

    boolean isSigned(Bytes key, SignedMessage message);

    boolean isCorrupt(Bytes key);
  }

  /// One who votes in an epoch.
  record Member(Bytes key, long weight) {}

  private final StakingParameters parameters;
  private final Facts facts;
  private final Map<Long, Hash> roots = new HashMap<>();
  private final TreeMap<Long, List<Member>> sets = new TreeMap<>();
  private final StakeMoves moves;
  private final StakeLives lives;
  private StakingState newest;

  public StakeInvariants(StakingParameters parameters, StakingState genesis, Facts facts) {
    this.parameters = parameters;
    this.facts = facts;
    this.newest = genesis;
    this.moves = new StakeMoves(parameters, facts, genesis, sets);
    this.lives = new StakeLives(parameters, facts, sets);
    roots.put(0L, genesis.root());
    sets.put(0L, voters(genesis, 0));
    sets.put(1L, voters(genesis, 1));
  }

  /// An honest node has committed a block that grants these requests, and has this stake with this
  /// root after it.
  public void committed(
      int node, ProposedBlock block, Hash root, List<Bytes> requests, StakingState after) {
    long height = block.header().height();
    Hash other = roots.putIfAbsent(height, root);
    Invariants.check(
        "I20",
        other == null || other.equals(root),
        () -> "node " + node + " has another stake after block " + height);
    Invariants.check(
        "I20",
        block.header().staking().state().equals(roots.getOrDefault(height - 1, Hash.ZERO)),
        () -> "block " + height + " does not commit to the stake before it");
    if (other != null) {
      return;
    }
    boolean ends = height % parameters.epochLengthBlocks() == 0;
    StakeLoad load = StakeLoad.decode(block.payload());
    StakeBlock step = new StakeBlock(block, load, StakeBlock.read(requests), newest, after, ends);
    moves.check(step);
    lives.check(step);
    convictions(step);
    if (ends) {
      fixSet(step);
    }
    newest = after;
  }

  /// I23 and I25: what convicts is proven, against a voter of its epoch, in time and once, and
  /// slashes at once; nobody else is slashed, and nobody honest ever.
  private void convictions(StakeBlock step) {
    List<Bytes> convicted = new ArrayList<>();
    for (Evidence piece : step.load().content().evidence()) {
      long epoch = piece.round().epoch();
      boolean inTime =
          epoch <= step.epoch()
              && step.epoch() - epoch <= parameters.exits().evidenceWindowEpochs()
              && piece.validator() < sets.getOrDefault(epoch, List.of()).size();
      Invariants.check("I25", inTime, () -> "evidence of epoch " + epoch + " in " + step.epoch());
      Invariants.check(
          "I25", facts.isProven(piece), () -> "evidence that proves nothing: " + piece);
      convicted.add(sets.getOrDefault(epoch, List.of()).get(piece.validator()).key());
    }
    for (int i = 0; i < step.count(); i++) {
      slashed(step, i, convicted.remove(step.is(i).publicKey()));
    }
    Invariants.check("I25", convicted.isEmpty(), "evidence twice, or against nobody");
  }

  private void slashed(StakeBlock step, int validator, boolean now) {
    boolean before = !step.isNew(validator) && step.was(validator).slashed();
    boolean after = step.is(validator).slashed();
    Invariants.check("I25", !now || !before, () -> "validator " + validator + " is slashed twice");
    Invariants.check(
        "I25",
        after == (before || now),
        () -> "validator " + validator + " is slashed: " + after + ", evidence: " + now);
    boolean corrupt = facts.isCorrupt(step.is(validator).publicKey());
    Invariants.check("I23", !now || corrupt, () -> "honest " + validator + " is slashed");
  }

  /// I26: the set of the epoch after the next is that of the state at the end of this one.
  private void fixSet(StakeBlock step) {
    long planned = step.epoch() + 2;
    List<Member> derived = voters(step.after(), planned);
    List<Member> members = derived.isEmpty() ? sets.get(planned - 1) : derived;
    List<Member> fixed = new ArrayList<>();
    var set = step.after().next().validators();
    for (int i = 0; i < set.size(); i++) {
      fixed.add(new Member(set.publicKey(i), set.weight(i)));
    }
    Invariants.check(
        "I26",
        fixed.equals(members) && step.after().next().epoch() == planned,
        () -> "the set of epoch " + planned + " is " + fixed + " instead of " + members);
    sets.put(planned, fixed);
  }

  /// I26: an honest node begins an epoch with a set.
  public void epochOpened(int node, long epoch, List<Bytes> keys, List<Long> weights) {
    List<Member> opened = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      opened.add(new Member(keys.get(i), weights.get(i)));
    }
    Invariants.check(
        "I26",
        opened.equals(sets.get(epoch)),
        () -> "node " + node + " begins epoch " + epoch + " with " + opened);
  }

  private List<Member> voters(StakingState state, long epoch) {
    List<Member> voters = new ArrayList<>();
    for (StakedValidator validator : state.registry().all()) {
      boolean votes =
          validator.life().activationEpoch() <= epoch
              && validator.life().exitEpoch() > epoch
              && !validator.life().leftOut();
      long weight = validator.effectiveGwei() / parameters.incrementGwei();
      if (votes && weight > 0) {
        voters.add(new Member(validator.publicKey(), weight));
      }
    }
    return voters;
  }
}
