package org.cairn.consensus.staking;

import java.util.Arrays;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.SignerSet;

/// What the blocks of the current epoch show of its validators, by their index in the epoch's set:
/// certificates that they signed, blocks that they proposed, views that they led into nothing.
public final class Participation {
  private final long certificates;
  private final long[] votes;
  private final long[] proposed;
  private final long[] missed;

  Participation(long certificates, long[] votes, long[] proposed, long[] missed) {
    this.certificates = certificates;
    this.votes = votes;
    this.proposed = proposed;
    this.missed = missed;
  }

  static Participation none(ValidatorSet validators) {
    int n = validators.size();
    return new Participation(0, new long[n], new long[n], new long[n]);
  }

  /// This and what one more block shows.
  Participation and(BlockFacts facts) {
    long[] votesNow = votes.clone();
    long[] proposedNow = proposed.clone();
    long[] missedNow = missed.clone();
    for (SignerSet signers : facts.certificates()) {
      for (int validator : signers.indices()) {
        votesNow[validator]++;
      }
    }
    proposedNow[facts.proposer()]++;
    for (int leader : facts.missedBy()) {
      missedNow[leader]++;
    }
    return new Participation(
        certificates + facts.certificates().size(), votesNow, proposedNow, missedNow);
  }

  /// How many validators are counted.
  public int size() {
    return votes.length;
  }

  public long certificates() {
    return certificates;
  }

  public long votes(int validator) {
    return votes[validator];
  }

  public long proposed(int validator) {
    return proposed[validator];
  }

  public long missed(int validator) {
    return missed[validator];
  }

  /// Whether anything that the validator signed is in the epoch's blocks.
  boolean alive(int validator) {
    return votes[validator] > 0 || proposed[validator] > 0;
  }

  long allProposed() {
    long sum = 0;
    for (long count : proposed) {
      sum += count;
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Participation that
        && certificates == that.certificates
        && Arrays.equals(votes, that.votes)
        && Arrays.equals(proposed, that.proposed)
        && Arrays.equals(missed, that.missed);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(certificates) * 31 + Arrays.hashCode(votes);
  }
}
