package org.cairn.consensus.sim.oracle;

import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.ProposedBlock;

/// What the final blocks of an epoch show of its validators, by their places: certificates that
/// they signed, blocks that they proposed, views that they led into nothing.
final class EpochTally {
  final long epoch;
  final long[] votes;
  final long[] proposed;
  final long[] missed;
  long certificates;

  EpochTally(long epoch, int validators) {
    this.epoch = epoch;
    this.votes = new long[validators];
    this.proposed = new long[validators];
    this.missed = new long[validators];
  }

  void add(ProposedBlock block, StakeInvariants.Facts facts) {
    ConsensusHeader header = block.header();
    Justification justification = block.justification();
    Certificate parent = justification.parent();
    if (parent != null && parent.ballot().round().epoch() == epoch) {
      count(parent);
    }
    for (Certificate skip : justification.skips()) {
      count(skip);
      missed[facts.leader(epoch, skip.view())]++;
    }
    proposed[header.proposer()]++;
  }

  private void count(Certificate certificate) {
    certificates++;
    for (int place = 0; place < votes.length; place++) {
      votes[place] += certificate.signers().contains(place) ? 1 : 0;
    }
  }

  /// Whether anything that the validator signed is in the epoch's blocks.
  boolean isAlive(int place) {
    return votes[place] + proposed[place] > 0;
  }
}
