package org.cairn.consensus.sim.world;

import java.nio.ByteBuffer;
import java.util.List;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.light.FinalityVerifier;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.sim.oracle.Invariants;
import org.cairn.consensus.sim.stake.StakeLoad;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.simplex.Input;
import org.cairn.consensus.simplex.Verdict;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The execution of a simulated node and its catch-up. A payload is a few bytes; the first one
/// decides whether it is valid.
public final class Execution {
  /// First byte of a payload that every node finds invalid.
  public static final byte INVALID_MARK = 0x66;

  /// First byte of a payload that confused nodes find invalid.
  public static final byte DISPUTED_MARK = 0x67;

  private static final int CATCH_UP_BLOCKS = 256;

  private final SimNode node;
  private final World world;
  private final Ledger ledger;
  private boolean catchingUp;

  Execution(SimNode node, Ledger ledger) {
    this.node = node;
    this.world = node.world();
    this.ledger = ledger;
  }

  void stopped() {
    catchingUp = false;
  }

  void build(Effect.BuildPayload build, Behaviour behaviour) {
    Hash parent = ledger.state(build.parent());
    if (parent == null) {
      Invariants.check("I15", !node.isHonest(), "unknown state to build on");
      node.input(new Input.PayloadFailed(build.round()));
      return;
    }
    byte[] random = new byte[8 + node.random().nextInt(40)];
    ByteBuffer.wrap(random).putLong(node.random().nextLong() >>> 8);
    Bytes transactions = Bytes.of(behaviour.payload(random));
    Carried carried = carry(build.parent().id(), transactions, build.evidence(), behaviour);
    if (carried == null) { // a catch-up has passed the parent
      node.input(new Input.PayloadFailed(build.round()));
      return;
    }
    Hash root = Sha256.hash(carried.payload().shared());
    ledger.keep(root, Ledger.execute(parent, root));
    long time = Math.max(build.minTimestampMillis(), node.wallMillis());
    node.input(
        new Input.PayloadBuilt(
            build.round(),
            carried.payload(),
            root,
            carried.staking(),
            behaviour.timestampMillis(time)));
  }

  /// What a block on the parent carries, or nothing when the stake there is not known any more.
  @Nullable Carried carry(
      Hash parentId, Bytes transactions, List<Evidence> evidence, Behaviour behaviour) {
    StakeBook book = ledger.stake();
    if (book == null) {
      return new Carried(transactions, StakingRoots.NONE);
    }
    StakeBook.Staked base = book.at(parentId);
    if (base == null) {
      return null;
    }
    StakeLoad honest = book.load(base, evidence, transactions);
    StakeLoad load = behaviour.load(honest, base.state());
    StakingRoots roots = new StakingRoots(base.root(), load.content().root());
    return new Carried(load.encode(), behaviour.staking(roots));
  }

  /// This node's own block has got its header, which is part of what changes the stake.
  void proposed(Effect.Proposed own) {
    StakeBook book = ledger.stake();
    StakeBook.Staked base = book == null ? null : book.at(own.block().header().parentId());
    if (book == null || base == null) {
      return;
    }
    String problem = book.apply(base, own.blockId(), own.block());
    Invariants.check(
        "I20", problem == null || !node.isHonest(), node + " proposes what is invalid: " + problem);
  }

  void verify(Effect.VerifyBlock verify) {
    ProposedBlock block = verify.block();
    Hash parent = ledger.state(verify.parent());
    if (parent == null) {
      Invariants.check("I15", !node.isHonest(), node + " verifies on an unknown state");
      return;
    }
    StakeBook book = ledger.stake();
    StakeBook.Staked base = book == null ? null : book.at(block.header().parentId());
    if (book != null && base == null) {
      return; // overtaken by a catch-up: the engine hears of the newer root
    }
    Hash root = Sha256.hash(block.payload().shared());
    Verdict verdict = verdict(block, root);
    if (verdict == Verdict.VALID
        && book != null
        && base != null
        && book.apply(base, verify.blockId(), block) != null) {
      verdict = Verdict.INVALID;
    }
    if (verdict == Verdict.VALID) {
      ledger.keep(verify.blockId(), Ledger.execute(parent, root));
    }
    node.input(new Input.BlockVerified(verify.blockId(), verdict));
  }

  private Verdict verdict(ProposedBlock block, Hash root) {
    if (!root.equals(block.header().payloadRoot())) {
      return Verdict.MISMATCH;
    }
    byte mark = mark(block.payload());
    if (mark == DISPUTED_MARK && world.scenario().confused().contains(node.index())) {
      return Verdict.INVALID;
    }
    return mark == INVALID_MARK ? Verdict.INVALID : Verdict.VALID;
  }

  private byte mark(Bytes payload) {
    Bytes transactions = payload;
    if (ledger.stake() != null) {
      try {
        transactions = StakeLoad.decode(payload).transactions();
      } catch (DecodingException _) {
        return INVALID_MARK;
      }
    }
    return transactions.isEmpty() ? INVALID_MARK : transactions.get(0);
  }

  /// A certified block is invalid here: only those whose execution is confused may think so.
  void disputed(Effect.Disputed disputed) {
    boolean confused = world.scenario().confused().contains(node.index());
    Invariants.check("I7", confused || !node.isHonest(), node + " disputes " + disputed.blockId());
    node.cannotFollow();
  }

  void finalized(Effect.Finalized finalized) {
    for (int i = 0; i < finalized.blocks().size(); i++) {
      ProposedBlock block = finalized.blocks().get(i);
      FinalityProof proof = finalized.proofOf(i);
      RootBlock asRoot = RootBlock.of(block.header(), block.id());
      Hash state = ledger.state(asRoot);
      world.mix(block.header().view());
      if (node.isHonest()) {
        world.finalizedBy(node, block, proof, verifier(block.header()));
        Invariants.check("I15", state != null, node + " finalizes what it has not executed");
      }
      node.gaveOut(block.header());
      if (ledger.endsEpoch(block.header().height()) && node.reaches(Mishap.Boundary.FINAL)) {
        return;
      }
      if (state != null) {
        Ledger.Committed committed = new Ledger.Committed(block, proof, state);
        node.later(node.delay(20), () -> commit(committed));
      }
    }
  }

  /// Nothing can be checked of an epoch that has not begun here.
  private @Nullable FinalityVerifier verifier(ConsensusHeader header) {
    EpochContext context = ledger.context(header.round().epoch());
    return context == null ? null : new FinalityVerifier(context, world.crypto().provider());
  }

  /// As the node's database does: in order of height, each block once.
  private void commit(Ledger.Committed committed) {
    long height = committed.block().header().height();
    if (height > ledger.height() + 1) {
      node.later(1, () -> commit(committed));
    } else if (height == ledger.height() + 1) {
      take(committed);
      node.flusher().prune(committed.block().header().round());
      if (ledger.endsEpoch(height) && !node.reaches(Mishap.Boundary.COMMITTED)) {
        node.epochEnded(committed.block().header().round().epoch());
        boolean _ = node.reaches(Mishap.Boundary.OPENED);
      }
    }
  }

  private void take(Ledger.Committed committed) {
    ledger.commit(committed);
    if (ledger.endsEpoch(ledger.height() + 1)) {
      boolean _ = node.reaches(Mishap.Boundary.VOTING);
    }
    if (node.isHonest()) {
      world.invariants().executed(node.index(), ledger.height(), committed.state());
    }
    StakeBook book = ledger.stake();
    WorldStake stake = world.stake();
    if (book != null && stake != null) {
      int granted = book.committed().granted();
      book.commit(committed.block().id());
      stake.committed(node, committed.block(), granted, book.committed());
    }
  }

  // ---- Catch-up in bulk.

  void catchUp() {
    if (catchingUp) {
      return;
    }
    SimNode source =
        world.pick(
            node.random(),
            other ->
                other != node
                    && other.isUp()
                    && other.height() > ledger.height()
                    && !world.cuts().isCut(other.index(), node.index(), world.nowMillis()));
    if (source == null) {
      return;
    }
    catchingUp = true;
    int from = (int) ledger.height();
    int to = (int) Math.min(source.height(), from + CATCH_UP_BLOCKS);
    List<Ledger.Committed> blocks =
        source.servesBlocks(List.copyOf(source.ledger().blocks().subList(from, to)));
    node.later(
        50 + node.delay(300),
        () -> {
          catchingUp = false;
          learn(blocks);
        });
  }

  /// Takes blocks from a peer, as far as they are proven and their execution agrees.
  private void learn(List<Ledger.Committed> blocks) {
    Ledger.Committed last = null;
    for (Ledger.Committed offered : blocks) {
      ConsensusHeader header = offered.block().header();
      if (header.height() != ledger.height() + 1) {
        continue;
      }
      Ledger.Committed checked = check(offered);
      if (checked == null) {
        break;
      }
      if (node.isHonest()) {
        world.invariants().finalized(node.index(), checked.block());
      }
      take(checked);
      last = checked;
      if (ledger.endsEpoch(header.height())) {
        boolean toldFirst = node.random().nextBoolean(); // the engine bears either order
        if (toldFirst) {
          tell(checked);
        }
        node.epochEnded(header.round().epoch());
        if (!toldFirst) {
          tell(checked);
        }
      }
    }
    if (last != null && !ledger.endsEpoch(ledger.height())) {
      tell(last);
    }
  }

  private void tell(Ledger.Committed committed) {
    ConsensusHeader header = committed.block().header();
    node.input(new Input.FinalizationLearned(header, committed.proof().finalization()));
    node.flusher().prune(header.round());
  }

  private Ledger.@Nullable Committed check(Ledger.Committed offered) {
    ConsensusHeader header = offered.block().header();
    RootBlock root = ledger.root();
    Hash parent = ledger.state(root);
    FinalityVerifier verifier = verifier(header);
    boolean proven =
        parent != null
            && verifier != null
            && header.parentId().equals(root.id())
            && offered.proof().header().equals(header)
            && offered.block().justification().root().equals(header.justificationRoot())
            && Sha256.hash(offered.block().payload().shared()).equals(header.payloadRoot())
            && verifier.isFinal(offered.proof());
    if (!proven || parent == null) {
      return null;
    }
    StakeBook book = ledger.stake();
    if (book != null) {
      StakeBook.Staked base = book.at(header.parentId());
      String problem = base == null ? "unknown" : book.apply(base, header.id(), offered.block());
      Invariants.check(
          "I7", problem == null || !node.isHonest(), node + " refuses a final block: " + problem);
      if (problem != null) {
        return null;
      }
    }
    Hash state = Ledger.execute(parent, header.payloadRoot());
    return new Ledger.Committed(offered.block(), offered.proof(), state);
  }
}
