package org.cairn.node.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.simplex.Input;
import org.cairn.consensus.simplex.Verdict;
import org.cairn.consensus.staking.EpochReport;
import org.cairn.consensus.staking.Outcome;
import org.cairn.consensus.staking.SignedMessage;
import org.cairn.consensus.staking.StakingState;
import org.cairn.core.block.Block;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.chain.FinalizedBlock;
import org.cairn.core.pool.TxPool;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.cairn.core.types.InvariantViolation;
import org.cairn.evm.block.BlockBuilder;
import org.cairn.evm.block.BlockExecutor;
import org.cairn.evm.block.Parent;
import org.cairn.evm.world.BlockHashes;
import org.cairn.node.stake.BlockRecord;
import org.cairn.node.stake.StakeStore;
import org.cairn.node.stake.Staked;
import org.cairn.node.stake.Stakes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Builds, executes and commits blocks, all on the thread `execution`. Blocks that are not final
/// yet are layers in memory over the finalized state, by block id; a commit writes one of them and
/// drops its siblings.
public final class ExecutionDriver implements ConsensusPorts.ExecutionPort, PayloadPacer.Builder {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutionDriver.class);

  private final SerialExecutor thread;
  private final Clock clock;
  private final ChainDatabase chain;
  private final BlockExecutor executor;
  private final BlockAssembly assembly;
  private final SenderRecovery senders;
  private final ExecutionStatus status;
  private final CommitListener listener;
  private final CommitSync commitSync;
  private final Consumer<Input> engine;
  private final Epochs epochs;
  private final Stake stake;
  private final Map<Hash, ExecutedBlock> unfinalized = new LinkedHashMap<>();
  private RootBlock root;

  /// Why the block that was found invalid last is so.
  private String lastInvalid = "";

  /// What this node's own blocks are made with: whose fees they earn, and the gas limit that it
  /// votes for.
  public record Own(
      BlockBuilder builder,
      TxPool pool,
      Clock clock,
      Supplier<Address> feeRecipient,
      long gasLimitTarget) {}

  /// How blocks change stake, where it is kept, and what validators want to say to it.
  public record Stake(Stakes rules, StakeStore store, Supplier<List<SignedMessage>> waiting) {}

  /// What a block is built or verified on.
  private record Base(Parent parent, Staked staked) {}

  public ExecutionDriver(
      SerialExecutor thread,
      ChainDatabase chain,
      BlockExecutor executor,
      Own own,
      ExecutorService cryptoPool,
      ExecutionStatus status,
      Epochs epochs,
      Stake stake,
      RootBlock root,
      CommitListener listener,
      Consumer<Input> engine) {
    this.thread = thread;
    this.clock = own.clock();
    this.chain = chain;
    this.executor = executor;
    this.assembly = new BlockAssembly(own);
    this.senders = new SenderRecovery(cryptoPool, own.pool()::get);
    this.status = status;
    this.epochs = epochs;
    this.stake = stake;
    this.root = root;
    this.listener = listener;
    this.commitSync = new CommitSync(chain::sync, clock, listener::durable);
    this.engine = engine;
  }

  @Override
  public void build(Effect.BuildPayload request, boolean must, PayloadPacer pacer) {
    thread.submit(() -> buildNow(request, must, pacer));
  }

  private void buildNow(Effect.BuildPayload request, boolean must, PayloadPacer pacer) {
    Base base = base(request.parent());
    if (base == null) {
      pacer.built(request);
      engine.accept(new Input.PayloadFailed(request.round()));
      return;
    }
    long fromNanos = clock.nanos();
    StakingState before = base.staked().state();
    var due =
        new BlockAssembly.Due(
            stake.rules().withdrawalsOn(before),
            stake.rules().choose(before, request.evidence(), stake.waiting().get()));
    ExecutedBlock built =
        assembly.assemble(request, base.parent(), ancestors(request.parent()), due, must);
    if (built == null) {
      pacer.nothingToBuild(request);
      return;
    }
    status.built(clock.nanos() - fromNanos);
    pacer.built(request);
    engine.accept(
        new Input.PayloadBuilt(
            request.round(),
            new Payload(built.block(), due.content()).encode(),
            built.hash(),
            new StakingRoots(base.staked().root(), due.content().root()),
            built.position().timestampMillis()));
  }

  @Override
  public void proposed(Effect.Proposed own) {
    thread.submit(() -> place(own.blockId(), own.block()));
  }

  /// This node's own blocks were executed when they were built, before they had a header, which is
  /// part of what changes the stake.
  private void place(Hash blockId, ProposedBlock own) {
    ConsensusHeader header = own.header();
    ExecutedBlock built = assembly.recall(header.payloadRoot());
    Staked before = stakedAt(header.parentId());
    if (built == null || before == null || header.height() <= root.height()) {
      return; // overtaken by what became final meanwhile
    }
    switch (stake
        .rules()
        .apply(before.state(), header, own.justification(), built.block(), built.record())) {
      case Outcome.Applied(StakingState after, EpochReport report) ->
          unfinalized.put(
              blockId, built.at(RootBlock.of(header, blockId), Staked.of(after, report)));
      case Outcome.Refused(String reason) ->
          throw new InvariantViolation("this node's own block breaks a rule of stake: " + reason);
    }
  }

  @Override
  public void verify(Effect.VerifyBlock request) {
    thread.submit(() -> {
      if (isOvertaken(request)) {
        return; // the engine hears of the newer root
      }
      Verdict verdict = verifyNow(request.blockId(), request.block(), request.parent());
      engine.accept(new Input.BlockVerified(request.blockId(), verdict));
    });
  }

  /// Whether a catch-up has committed blocks since the engine asked, so that the parent's state is
  /// no longer kept: the parent is below the head, or beside it.
  private boolean isOvertaken(Effect.VerifyBlock request) {
    return request.parent().height() <= root.height() && base(request.parent()) == null;
  }

  private Verdict verifyNow(Hash blockId, ProposedBlock proposed, RootBlock parentPosition) {
    ConsensusHeader header = proposed.header();
    if (unfinalized.containsKey(blockId)) {
      return Verdict.VALID;
    }
    Payload payload;
    try {
      payload = Payload.decode(proposed.payload());
    } catch (DecodingException e) {
      return mismatch(header, "payload cannot be decoded: " + e.getMessage());
    }
    Hash hash = HeaderCodec.hash(payload.block().header());
    if (!hash.equals(header.payloadRoot())) {
      return mismatch(header, "payload has hash " + hash);
    }
    if (!payload.content().root().equals(header.staking().content())) {
      return mismatch(header, "evidence and messages are not those of the header");
    }
    Base base = base(parentPosition);
    if (base == null) {
      throw new InvariantViolation("the engine verifies a block before its parent: " + header);
    }
    return execute(blockId, proposed, payload, base, ancestors(parentPosition));
  }

  private Verdict execute(
      Hash blockId, ProposedBlock proposed, Payload payload, Base base, BlockHashes hashes) {
    ConsensusHeader header = proposed.header();
    Block block = payload.block();
    String contradiction =
        PayloadRules.contradiction(header, block.header(), base.parent().header());
    if (contradiction != null) {
      return invalid(header, contradiction);
    }
    if (!header.staking().state().equals(base.staked().root())) {
      return invalid(
          header, "stake %s instead of %s".formatted(header.staking(), base.staked().root()));
    }
    List<Address> from = senders.senders(block.body().transactions());
    if (from == null) {
      return invalid(header, "a transaction's signature names no sender");
    }
    long fromNanos = clock.nanos();
    var verdict = executor.execute(base.parent(), block, from, hashes);
    status.executed(clock.nanos() - fromNanos);
    return switch (verdict) {
      case org.cairn.evm.block.Verdict.Invalid refusal ->
          PayloadRules.isBodyOf(block.body(), block.header())
              ? invalid(header, refusal.toString())
              : mismatch(header, "the body is not the one that the header commits to");
      case org.cairn.evm.block.Verdict.Valid valid ->
          stake(blockId, proposed, payload, base.staked(), from, valid);
    };
  }

  private Verdict stake(
      Hash blockId,
      ProposedBlock proposed,
      Payload payload,
      Staked before,
      List<Address> from,
      org.cairn.evm.block.Verdict.Valid valid) {
    ConsensusHeader header = proposed.header();
    Block block = payload.block();
    BlockRecord record = new BlockRecord(payload.content(), valid.requests());
    return switch (stake
        .rules()
        .apply(before.state(), header, proposed.justification(), block, record)) {
      case Outcome.Refused(String reason) -> invalid(header, reason);
      case Outcome.Applied(StakingState after, EpochReport report) -> {
        unfinalized.put(
            blockId,
            new ExecutedBlock(
                RootBlock.of(header, blockId),
                header.parentId(),
                block,
                header.payloadRoot(),
                from,
                valid.receipts(),
                valid.state(),
                record,
                Staked.of(after, report)));
        yield Verdict.VALID;
      }
    };
  }

  private static Verdict mismatch(ConsensusHeader header, String why) {
    LOG.warn("refused block height={} view={} reason={}", header.height(), header.view(), why);
    return Verdict.MISMATCH;
  }

  private Verdict invalid(ConsensusHeader header, String why) {
    lastInvalid = why;
    LOG.warn(
        "invalid block height={} view={} proposer={} reason={}",
        header.height(),
        header.view(),
        header.proposer(),
        why);
    return Verdict.INVALID;
  }

  @Override
  public void commit(Effect.Finalized finalized) {
    thread.submit(() -> {
      List<ProposedBlock> blocks = finalized.blocks();
      for (int i = 0; i < blocks.size(); i++) {
        commitNow(blocks.get(i), finalized.proofOf(i));
      }
    });
  }

  /// Executes and commits a final block that was fetched, if it follows the head. On the execution
  /// thread's queue; the result is true when the block is now part of the chain.
  void commitFetched(ProposedBlock block, FinalityProof proof, Consumer<Boolean> done) {
    thread.submit(() -> done.accept(commitNow(block, proof)));
  }

  /// False when the block does not follow this node's head.
  private boolean commitNow(ProposedBlock proposed, FinalityProof proof) {
    ConsensusHeader header = proposed.header();
    if (header.height() <= root.height()) {
      return header.id().equals(root.id()) || header.height() < root.height();
    }
    if (header.height() != root.height() + 1 || !header.parentId().equals(root.id())) {
      return false;
    }
    Hash blockId = header.id();
    if (!unfinalized.containsKey(blockId)) {
      Verdict verdict = verifyNow(blockId, proposed, root);
      if (verdict == Verdict.MISMATCH) {
        return false;
      }
      if (verdict == Verdict.INVALID) {
        // More than a third of the stake is faulty, or this program is.
        throw new InvariantViolation(
            "block %d is final, but invalid here: %s. The folder keeps the chain up to block %d."
                    .formatted(header.height(), lastInvalid, root.height())
                + " Compare this program's version with the others'; if they agree, more than a"
                + " third of the stake is faulty");
      }
    }
    ExecutedBlock executed =
        Invariant.present(
            unfinalized.remove(blockId), "a verified block is kept until it is final");
    Staked staked = Invariant.present(executed.staked(), "a verified block was applied to stake");
    long fromNanos = clock.nanos();
    chain.commitSoon(
        new FinalizedBlock(
            executed.block(),
            executed.hash(),
            executed.receipts(),
            executed.state(),
            MessageCodec.encodeProof(proof),
            stake.store().entries(executed.record(), staked)));
    stake.store().committed(staked);
    status.committed(clock.nanos() - fromNanos, executed);
    root = executed.position();
    dropOvertaken();
    listener.committed(executed);
    commitSync.committed(header.round());
    if (epochs.endsAt(header.height())) {
      long epoch = header.round().epoch();
      engine.accept(new Input.EpochOpened(epochs.context(epoch + 1), epochs.boundary(epoch)));
    }
    return true;
  }

  private void dropOvertaken() {
    var overtaken = new ArrayList<Hash>();
    unfinalized.forEach((id, block) -> {
      if (block.position().height() <= root.height()) {
        overtaken.add(id);
      }
    });
    overtaken.forEach(unfinalized::remove);
  }

  private @Nullable Base base(RootBlock position) {
    Staked staked = stakedAt(position.id());
    if (staked == null) {
      return null;
    }
    ExecutedBlock parent = unfinalized.get(position.id());
    return new Base(
        parent == null
            ? new Parent(chain.head().header(), chain.headState())
            : new Parent(parent.block().header(), parent.state()),
        staked);
  }

  /// The stake after a block that is the newest final one or not final yet; else nothing.
  private @Nullable Staked stakedAt(Hash blockId) {
    if (blockId.equals(root.id())) {
      return stake.store().committed();
    }
    ExecutedBlock block = unfinalized.get(blockId);
    return block == null ? null : block.staked();
  }

  /// The hashes of the parent and its ancestors: of blocks in memory, else of the finalized chain.
  private BlockHashes ancestors(RootBlock parent) {
    var recent = new LinkedHashMap<Long, Hash>();
    ExecutedBlock block = unfinalized.get(parent.id());
    while (block != null) {
      recent.put(block.position().height(), block.hash());
      block = unfinalized.get(block.parentId());
    }
    return number -> {
      Hash hash = recent.get(number);
      return hash != null ? hash : chain.hash(number);
    };
  }
}
