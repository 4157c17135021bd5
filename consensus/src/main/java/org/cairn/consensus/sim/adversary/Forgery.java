package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.sim.world.Carried;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Blocks that adversaries make of others.
final class Forgery {
  private Forgery() {}

  /// The parts of a header that adversaries change one by one.
  private static final class Draft {
    Round round;
    long parentView;
    Hash parentId;
    long height;
    int proposer;
    long timestampMillis;
    Hash payloadRoot;
    StakingRoots staking;
    Hash justificationRoot;
    Bytes reveal;
    @Nullable Hash nextSetRoot;
    @Nullable Hash reproposalOf;

    Draft(ConsensusHeader from) {
      round = from.round();
      parentView = from.parentView();
      parentId = from.parentId();
      height = from.height();
      proposer = from.proposer();
      timestampMillis = from.timestampMillis();
      payloadRoot = from.payloadRoot();
      staking = from.staking();
      justificationRoot = from.justificationRoot();
      reveal = from.randaoReveal();
      nextSetRoot = from.nextSetRoot();
      reproposalOf = from.reproposalOf();
    }

    ProposedBlock block(Justification justification, Bytes payload) {
      ConsensusHeader header =
          new ConsensusHeader(
              round,
              parentView,
              parentId,
              height,
              proposer,
              timestampMillis,
              payloadRoot,
              staking,
              justificationRoot,
              reveal,
              nextSetRoot,
              reproposalOf);
      return new ProposedBlock(header, justification, payload);
    }
  }

  /// The same place in the chain with another justification and payload.
  static ProposedBlock with(ProposedBlock block, Justification justification, Bytes payload) {
    Draft draft = new Draft(block.header());
    draft.justificationRoot = justification.root();
    if (block.header().isReproposal()) {
      draft.timestampMillis += payload.size(); // there is no payload to change
      return draft.block(justification, Bytes.EMPTY);
    }
    draft.payloadRoot = Sha256.hash(payload.shared());
    return draft.block(justification, payload);
  }

  /// A block for the header's view on another parent.
  static ProposedBlock on(
      ProposedBlock parent, ConsensusHeader from, Justification justification, Carried carried) {
    ConsensusHeader above = parent.header();
    Draft draft = new Draft(from);
    draft.parentView = above.view();
    draft.parentId = parent.id();
    draft.height = above.height() + 1;
    draft.timestampMillis = Math.max(from.timestampMillis(), above.timestampMillis() + 1);
    draft.justificationRoot = justification.root();
    if (from.isReproposal()) {
      return draft.block(justification, Bytes.EMPTY);
    }
    draft.payloadRoot = Sha256.hash(carried.payload().shared());
    draft.staking = carried.staking();
    return draft.block(justification, carried.payload());
  }

  /// The block with a wrong height, or a time before its parent's.
  static ProposedBlock displaced(ProposedBlock block, int how) {
    Draft draft = new Draft(block.header());
    draft.height += how == 0 ? 1 : 0;
    draft.timestampMillis = how == 1 ? 1 : draft.timestampMillis;
    return draft.block(block.justification(), block.payload());
  }

  /// The block as if another validator had proposed it.
  static ProposedBlock by(int proposer, ProposedBlock block) {
    Draft draft = new Draft(block.header());
    draft.proposer = proposer;
    return draft.block(block.justification(), block.payload());
  }

  /// A new block where the last one of an epoch had to be repeated.
  static ProposedBlock beyond(ProposedBlock repetition, Bytes reveal) {
    Bytes payload = Bytes.of((byte) 1, (byte) 2);
    Draft draft = new Draft(repetition.header());
    draft.height++;
    draft.timestampMillis++;
    draft.payloadRoot = Sha256.hash(payload.shared());
    draft.reveal = reveal;
    draft.nextSetRoot = null;
    draft.reproposalOf = null;
    return draft.block(repetition.justification(), payload);
  }

  /// The last block of an epoch with another commitment to the next one's validators.
  static ProposedBlock committing(ProposedBlock block, Hash setRoot) {
    Draft draft = new Draft(block.header());
    draft.nextSetRoot = setRoot;
    return draft.block(block.justification(), block.payload());
  }

  /// The block with another reveal.
  static ProposedBlock revealing(ProposedBlock block, Bytes reveal) {
    Draft draft = new Draft(block.header());
    draft.reveal = reveal;
    return draft.block(block.justification(), block.payload());
  }
}
