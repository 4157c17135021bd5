package org.cairn.consensus.sim.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.simplex.EpochRouter;
import org.cairn.consensus.simplex.RecoveredState;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What a node of the real program has in its database: committed blocks, which survive crashes,
/// and the states that its execution knows since the start, which do not.
public final class Ledger {
  /// A committed block with its proof and the state after it.
  public record Committed(ProposedBlock block, FinalityProof proof, Hash state) {}

  private final World world;
  private final RootBlock genesis;
  private final long epochBlocks;
  private final List<Hash> mixes = new ArrayList<>();
  private final Map<Long, EpochContext> contexts = new HashMap<>();
  private final List<Committed> blocks = new ArrayList<>();
  private final Map<Hash, Hash> states = new HashMap<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private final @Nullable StakeBook stake;

  Ledger(World world) {
    this.world = world;
    this.genesis = world.context().root();
    this.epochBlocks = world.scenario().epochs().blocks();
    mixes.add(Hash.ZERO);
    contexts.put(0L, world.context());
    WorldStake staking = world.stake();
    this.stake = staking == null ? null : staking.book(this);
  }

  /// What of the stake the node knows, in worlds where blocks move it.
  @Nullable StakeBook stake() {
    return stake;
  }

  /// Evidence is kept beside the blocks.
  void keep(Evidence found) {
    evidence.add(found);
  }

  public List<Committed> blocks() {
    return blocks;
  }

  public long height() {
    return blocks.size();
  }

  /// The epoch of the block after the newest.
  long epoch() {
    return blocks.size() / epochBlocks;
  }

  boolean endsEpoch(long height) {
    return height > 0 && height % epochBlocks == 0;
  }

  /// The facts of an epoch, or nothing as long as the one before has not ended here.
  public @Nullable EpochContext context(long epoch) {
    if (epoch < 0 || epoch > epoch()) {
      return null;
    }
    return contexts.computeIfAbsent(epoch, this::open);
  }

  private EpochContext open(long epoch) {
    ConsensusHeader last = last(epoch - 1).block().header();
    Hash mix = epoch < 2 ? Hash.ZERO : mixes.get((int) ((epoch - 1) * epochBlocks));
    RootBlock root = RootBlock.of(last, last.id()).asRoot();
    return stake == null
        ? world.context(epoch, root, mix)
        : world.context(root, stake.terms(epoch, mix));
  }

  private Committed last(long epoch) {
    return blocks.get((int) ((epoch + 1) * epochBlocks) - 1);
  }

  /// How an epoch ended, once it has.
  Boundary boundary(long epoch) {
    EpochContext context = context(epoch);
    if (context == null) {
      throw new IllegalArgumentException("epoch " + epoch + " has not begun");
    }
    return new Boundary(context, last(epoch).proof());
  }

  /// What the last block of an epoch says about the next one's validators.
  @Nullable Hash committedSet(long epoch) {
    return last(epoch).block().header().nextSetRoot();
  }

  /// What the engine has to know at a start.
  RecoveredState recovered(List<JournalRecord> records) {
    List<Boundary> past = new ArrayList<>();
    long epoch = epoch();
    for (long e = Math.max(0, epoch - EpochRouter.RESPONDING_EPOCHS); e < epoch; e++) {
      past.add(boundary(e));
    }
    EpochContext context = context(epoch);
    if (context == null) {
      throw new IllegalStateException("the epoch of the next block is always known");
    }
    boolean atRoot = blocks.size() == epoch * epochBlocks;
    Certificate finalization = atRoot ? null : blocks.getLast().proof().finalization();
    RootBlock root = atRoot ? context.root() : root();
    return new RecoveredState(context, past, root, finalization, records, evidence);
  }

  RootBlock root() {
    return blocks.isEmpty()
        ? genesis
        : RootBlock.of(blocks.getLast().block().header(), blocks.getLast().block().id());
  }

  /// A new process knows the state of the newest committed block only.
  void restart() {
    states.clear();
    states.put(root().id(), rootState());
    if (stake != null) {
      stake.restart();
    }
  }

  private Hash rootState() {
    return blocks.isEmpty() ? genesis.payloadRoot() : blocks.getLast().state();
  }

  /// The state after a block that was executed here, by its id or, when this node built it, by its
  /// payload.
  @Nullable Hash state(RootBlock block) {
    Hash known = states.get(block.id());
    return known != null ? known : states.get(block.payloadRoot());
  }

  /// Executes a payload: the state is what came before and what is done.
  static Hash execute(Hash parentState, Hash payloadRoot) {
    return Sha256.hash(parentState.shared(), payloadRoot.shared());
  }

  void keep(Hash blockOrPayload, Hash state) {
    states.put(blockOrPayload, state);
  }

  void commit(Committed committed) {
    blocks.add(committed);
    Bytes reveal = committed.block().header().randaoReveal();
    mixes.add(Sha256.hash(mixes.getLast().shared(), reveal.shared()));
    keep(committed.block().id(), committed.state());
  }
}
