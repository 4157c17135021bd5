package org.cairn.consensus.crypto;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.SignerSet;
import org.cairn.consensus.message.Vote;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Adds votes for one ballot into a certificate with a single signature check, and finds the bad
/// ones by halving when that check fails: with b bad votes among m, about b · log2(m / b) checks,
/// and each costs its sender the connection.
public final class VoteAggregator {
  private final EpochContext context;
  private final BlsProvider bls;

  public VoteAggregator(EpochContext context, BlsProvider bls) {
    this.context = context;
    this.bls = bls;
  }

  /// The sum of the votes. It proves nothing until [#isValid] says so.
  public Certificate aggregate(Ballot ballot, List<Vote> votes) {
    boolean[] signed = new boolean[context.validators().size()];
    for (Vote vote : votes) {
      signed[vote.validator()] = true;
    }
    return new Certificate(ballot, SignerSet.of(signed), sum(votes));
  }

  /// Whether every one of these well-formed votes for one ballot adds up.
  public boolean isValid(Ballot ballot, List<Vote> votes) {
    Hash message = context.signingRoot(ballot);
    return bls.verifyAggregate(keys(votes), message, sum(votes));
  }

  /// The bad ones among votes whose sum is bad.
  public List<Vote> bad(Ballot ballot, List<Vote> votes) {
    List<Vote> bad = new ArrayList<>();
    search(ballot, votes, bad);
    return bad;
  }

  /// Whether each vote is good by itself: sums could hide two that cancel each other out.
  private boolean areValid(Ballot ballot, List<Vote> votes) {
    List<Bytes> signatures = votes.stream().map(Vote::signature).toList();
    return bls.verifyBatch(keys(votes), context.signingRoot(ballot), signatures);
  }

  private void search(Ballot ballot, List<Vote> votes, List<Vote> bad) {
    if (votes.isEmpty() || areValid(ballot, votes)) {
      return;
    }
    if (votes.size() == 1) {
      bad.add(votes.getFirst());
      return;
    }
    int half = votes.size() / 2;
    search(ballot, votes.subList(0, half), bad);
    search(ballot, votes.subList(half, votes.size()), bad);
  }

  private Bytes sum(List<Vote> votes) {
    return bls.aggregate(votes.stream().map(Vote::signature).toList());
  }

  private List<Bytes> keys(List<Vote> votes) {
    return votes.stream().map(vote -> context.validators().publicKey(vote.validator())).toList();
  }
}
