package org.cairn.consensus.sim.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.crypto.EvidenceVerifier;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.EvidenceWindow;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.sim.oracle.Invariants;
import org.cairn.consensus.sim.stake.StakeLoad;
import org.cairn.consensus.staking.BlockFacts;
import org.cairn.consensus.staking.BlockStaking;
import org.cairn.consensus.staking.Outcome;
import org.cairn.consensus.staking.StakingCodec;
import org.cairn.consensus.staking.StakingContent;
import org.cairn.consensus.staking.StakingState;
import org.cairn.consensus.staking.StakingTransition;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.jspecify.annotations.Nullable;

/// The stake of a simulated node: what its database has of it, and the stake after blocks that are
/// not final yet, in memory. As in the real program a whole state is kept at the beginning of each
/// epoch, and a restart applies the blocks after it again.
final class StakeBook implements EvidenceWindow {
  /// Stake after a block, with the randomness and the number of requests granted up to it.
  record Staked(StakingState state, Hash root, Hash mix, int granted) {
    static Staked of(StakingState state, Hash mix, int granted) {
      return new Staked(state, state.root(), mix, granted);
    }
  }

  private record Stored(Bytes state, Hash mix, int granted) {}

  private final World world;
  private final Ledger ledger;
  private final BlockStaking rules;
  private final long evidenceEpochs;
  private final Map<Long, Stored> atStart = new HashMap<>();
  private final Map<Long, ValidatorSet> sets = new HashMap<>();
  private final Map<Hash, Staked> unfinalized = new HashMap<>();
  private Staked committed;
  private Hash head;

  StakeBook(World world, Ledger ledger, StakingTransition transition, StakingState genesis) {
    this.world = world;
    this.ledger = ledger;
    this.evidenceEpochs = transition.parameters().exits().evidenceWindowEpochs();
    EvidenceVerifier verifier = new EvidenceVerifier(world.crypto().provider());
    this.rules =
        new BlockStaking(
            transition,
            epoch -> Invariant.present(ledger.context(epoch), "asked for epochs that have begun"),
            verifier::isValid);
    this.committed = Staked.of(genesis, Hash.ZERO, 0);
    this.head = ledger.root().id();
    sets.put(0L, genesis.current().validators());
    sets.put(1L, genesis.next().validators());
    store();
  }

  private void store() {
    StakingState state = committed.state();
    atStart.put(
        state.epoch(),
        new Stored(StakingCodec.encode(state), committed.mix(), committed.granted()));
    sets.put(state.next().epoch(), state.next().validators());
  }

  /// What decides about an epoch, given the randomness that orders its leaders.
  EpochContext.Terms terms(long epoch, Hash mix) {
    return new EpochContext.Terms(epoch, set(epoch), mix, set(epoch + 1).root());
  }

  private ValidatorSet set(long epoch) {
    return Invariant.present(sets.get(epoch), "asked for sets that are fixed");
  }

  Staked committed() {
    return committed;
  }

  @Override
  public long epochs() {
    return evidenceEpochs;
  }

  @Override
  public @Nullable EpochContext context(long epoch) {
    return ledger.context(epoch);
  }

  @Override
  public boolean isSettled(Bytes publicKey) {
    return committed.state().isSettled(publicKey);
  }

  /// A new process: whatever was in memory only is gone.
  void restart() {
    unfinalized.clear();
    Stored stored = Invariant.present(atStart.get(ledger.epoch()), "stored when the epoch began");
    StakingState state = StakingCodec.decode(stored.state());
    Staked before = Staked.of(state, stored.mix(), stored.granted());
    Hash beforeHead = before.root();
    for (long height = state.height() + 1; height <= ledger.height(); height++) {
      beforeHead = before.root();
      ProposedBlock block = ledger.blocks().get((int) height - 1).block();
      StakeLoad load = StakeLoad.decode(block.payload());
      before =
          switch (rules.reapply(
              before.state(),
              block.header(),
              block.justification(),
              load.content(),
              execution(before, block.header(), load))) {
            case Outcome.Applied(StakingState after, _) -> after(before, block, load, after);
            case Outcome.Refused(String reason) ->
                throw new IllegalStateException("committed block " + height + ": " + reason);
          };
    }
    if (ledger.height() > state.height()) {
      Hash named = ledger.blocks().getLast().block().header().staking().state();
      Invariants.check("I20", named.equals(beforeHead), "a restart comes to another stake");
    }
    committed = before;
  }

  private static Staked after(
      Staked before, ProposedBlock block, StakeLoad load, StakingState state) {
    return Staked.of(state, mix(before, block.header()), before.granted() + load.requests());
  }

  private static Hash mix(Staked before, ConsensusHeader header) {
    return Sha256.hash(before.mix().shared(), header.randaoReveal().shared());
  }

  private BlockFacts.Execution execution(Staked before, ConsensusHeader header, StakeLoad load) {
    return new BlockFacts.Execution(
        mix(before, header),
        world.pool().requests(before.granted(), load.requests()),
        load.withdrawals());
  }

  /// The stake after a block that is the newest committed one or not final yet.
  @Nullable Staked at(Hash blockId) {
    return blockId.equals(head) ? committed : unfinalized.get(blockId);
  }

  /// What an honest leader's block on that stake carries.
  StakeLoad load(Staked parent, List<Evidence> evidence, Bytes transactions) {
    StakingContent content = rules.choose(parent.state(), evidence, world.pool().messages());
    int requests = Math.min(StakeLoad.MAX_REQUESTS, world.pool().waiting(parent.granted()));
    return new StakeLoad(transactions, content, requests, rules.withdrawalsOn(parent.state()));
  }

  /// Applies a block on the stake after its parent. Why it is invalid, or nothing.
  @Nullable String apply(Staked parent, Hash blockId, ProposedBlock block) {
    StakeLoad load;
    try {
      load = StakeLoad.decode(block.payload());
    } catch (DecodingException e) {
      return "payload cannot be decoded: " + e.getMessage();
    }
    StakingRoots named = block.header().staking();
    if (!named.equals(new StakingRoots(parent.root(), load.content().root()))) {
      return "stake " + named + " instead of " + parent.root();
    }
    if (load.requests() > world.pool().waiting(parent.granted())) {
      return "requests that nobody made";
    }
    Outcome outcome =
        rules.apply(
            parent.state(),
            block.header(),
            block.justification(),
            load.content(),
            execution(parent, block.header(), load));
    return switch (outcome) {
      case Outcome.Refused(String reason) -> reason;
      case Outcome.Applied(StakingState state, _) -> {
        unfinalized.put(blockId, after(parent, block, load, state));
        yield null;
      }
    };
  }

  /// The ledger has just taken the block in.
  void commit(Hash blockId) {
    Staked after = Invariant.present(unfinalized.get(blockId), "a verified block was applied");
    committed = after;
    head = blockId;
    unfinalized.values().removeIf(staked -> staked.state().height() <= ledger.height());
    if (after.state().height() % world.scenario().epochs().blocks() == 0) {
      store();
    }
  }
}
