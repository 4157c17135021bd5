package org.cairn.consensus.light;

import java.util.Objects;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.core.types.Hash;

/// Follows a chain by its proofs alone: one certificate an epoch, each checked by the validators
/// that the one before committed to, and then any finality proof of the epoch reached. It needs the
/// genesis validators, which the genesis hash commits to (docs/genesis.md), or a checkpoint.
///
/// Everything handed to it is hostile; what it does not accept leaves it as it was. Belongs to one
/// thread.
public final class LightClient {
  private final EpochContext.Chain chain;
  private final BlsProvider bls;
  private EpochContext epoch;
  private RootBlock head;

  private LightClient(EpochContext.Chain chain, EpochContext epoch, BlsProvider bls) {
    this.chain = chain;
    this.bls = bls;
    this.epoch = epoch;
    this.head = epoch.root();
  }

  /// A client that begins with genesis.
  public static LightClient atGenesis(
      EpochContext.Chain chain, ValidatorSet validators, BlsProvider bls) {
    return new LightClient(chain, context(chain, EpochContext.root(chain), 0, validators), bls);
  }

  /// A client that begins with an epoch.
  ///
  /// @throws IllegalArgumentException when the validators are not those of the checkpoint
  public static LightClient at(
      EpochContext.Chain chain, Checkpoint checkpoint, ValidatorSet validators, BlsProvider bls) {
    if (!validators.root().equals(checkpoint.setRoot())) {
      throw new IllegalArgumentException("the validators are not those of " + checkpoint);
    }
    RootBlock root =
        new RootBlock(
            0, checkpoint.lastBlockId(), checkpoint.lastHeight(), 0, checkpoint.lastBlockId());
    return new LightClient(chain, context(chain, root, checkpoint.epoch(), validators), bls);
  }

  /// A light client does not follow the leaders' order, and learns who comes next from the epoch's
  /// last block.
  private static EpochContext context(
      EpochContext.Chain chain, RootBlock root, long epoch, ValidatorSet validators) {
    var terms = new EpochContext.Terms(epoch, validators, Hash.ZERO, validators.root());
    return EpochContext.of(chain, root, terms);
  }

  /// The epoch whose validators are known.
  public EpochContext epoch() {
    return epoch;
  }

  /// The newest block accepted.
  public RootBlock head() {
    return head;
  }

  /// Where another client can begin.
  public Checkpoint checkpoint() {
    return new Checkpoint(
        epoch.epoch(), epoch.root().id(), epoch.root().height(), epoch.validators().root());
  }

  /// Goes on to the next epoch. False when the certificate does not prove this epoch's end, or
  /// brings other validators than the last block commits to.
  public boolean accept(EpochCertificate certificate) {
    ConsensusHeader last = certificate.proof().header();
    ValidatorSet next = certificate.next() == null ? epoch.validators() : certificate.next();
    boolean ends =
        last.height() == epoch.lastHeight()
            && Objects.equals(next.root(), last.nextSetRoot())
            && new FinalityVerifier(epoch, bls).isFinal(certificate.proof());
    if (!ends) {
      return false;
    }
    RootBlock root = RootBlock.of(last, last.id()).asRoot();
    epoch = context(chain, root, epoch.epoch() + 1, next);
    head = root;
    return true;
  }

  /// Takes the block of a proof as the head when it is final in this epoch; a lower one than the
  /// head is accepted too, and changes nothing. False when the proof proves nothing here.
  public boolean accept(FinalityProof proof) {
    if (!new FinalityVerifier(epoch, bls).isFinal(proof)) {
      return false;
    }
    ConsensusHeader header = proof.header();
    if (header.height() > head.height()) {
      head = RootBlock.of(header, header.id());
    }
    return true;
  }
}
