package org.cairn.node.driver;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.EpochSets;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.simplex.EpochRouter;
import org.cairn.consensus.simplex.Input;
import org.cairn.consensus.simplex.RecoveredState;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.jspecify.annotations.Nullable;

/// The epochs of the chain, as far as its committed blocks decide them. Epoch e has the heights
/// from e · length + 1 to (e + 1) · length. Usable from any thread.
public final class Epochs {
  private final EpochContext.Chain rules;
  private final ChainDatabase chain;
  private final EpochSets sets;
  private final Hash genesisMix;

  public Epochs(EpochContext.Chain rules, ChainDatabase chain, EpochSets sets) {
    this.rules = rules;
    this.chain = chain;
    this.sets = sets;
    this.genesisMix = header(0).prevRandao();
  }

  /// The epoch that a block of this height belongs to.
  ///
  /// @throws IllegalArgumentException for genesis, which belongs to none
  public long epochOf(long height) {
    if (height <= 0) {
      throw new IllegalArgumentException("height " + height + " is in no epoch");
    }
    return (height - 1) / rules.lengthBlocks();
  }

  boolean endsAt(long height) {
    return height > 0 && height % rules.lengthBlocks() == 0;
  }

  /// The facts of an epoch, once the last block of the one before is committed.
  public EpochContext context(long epoch) {
    return EpochContext.of(
        rules,
        root(epoch),
        new EpochContext.Terms(
            epoch, sets.validators(epoch), mix(epoch), sets.validators(epoch + 1).root()));
  }

  /// How an epoch ended, once its last block is committed.
  public Boundary boundary(long epoch) {
    return new Boundary(context(epoch), proof((epoch + 1) * rules.lengthBlocks()));
  }

  /// What the engine starts with: where the chain stands, and what was kept beside it.
  public RecoveredState recovered(List<JournalRecord> records, List<Evidence> evidence) {
    long height = chain.head().header().number();
    long epoch = epochOf(height + 1);
    var past = new ArrayList<Boundary>();
    for (long e = Math.max(0, epoch - EpochRouter.RESPONDING_EPOCHS); e < epoch; e++) {
      past.add(boundary(e));
    }
    EpochContext context = context(epoch);
    if (height == context.root().height()) {
      return new RecoveredState(context, past, context.root(), null, records, evidence);
    }
    FinalityProof proof = proof(height);
    RootBlock root = RootBlock.of(proof.header(), proof.header().id());
    return new RecoveredState(context, past, root, proof.finalization(), records, evidence);
  }

  /// The newest committed block and what makes it final, or nothing when there is only genesis.
  public Input.@Nullable FinalizationLearned newest() {
    long height = chain.head().header().number();
    if (height == 0) {
      return null;
    }
    FinalityProof proof = proof(height);
    return new Input.FinalizationLearned(proof.header(), proof.finalization());
  }

  private RootBlock root(long epoch) {
    if (epoch == 0) {
      return EpochContext.root(rules);
    }
    ConsensusHeader last = proof(epoch * rules.lengthBlocks()).header();
    return RootBlock.of(last, last.id()).asRoot();
  }

  /// The randomness that orders an epoch's leaders: that of the last block of the epoch two before,
  /// so that the order is known one epoch ahead.
  private Hash mix(long epoch) {
    return epoch < 2 ? genesisMix : header((epoch - 1) * rules.lengthBlocks()).prevRandao();
  }

  private BlockHeader header(long height) {
    return Invariant.present(chain.header(height), "committed headers are kept");
  }

  /// The proof of a committed block.
  public FinalityProof proof(long height) {
    Bytes encoded = Invariant.present(chain.proof(height), "committed blocks have their proof");
    return MessageCodec.decodeProof(encoded);
  }
}
