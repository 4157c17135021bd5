package org.cairn.consensus.sim.explore;

import java.util.BitSet;

/// What one validator has said and given out: all of it that others, and the rules, can see.
///
/// @param votes ballots that it has voted for
/// @param proposals own blocks that it has proposed
/// @param certificates those that it has passed on
/// @param tip the newest block that it has given out as final
record Voice(BitSet votes, BitSet proposals, BitSet certificates, int tip) {
  /// Whether this adds to an earlier one only certificates that everybody could have.
  boolean isNoNews(Voice earlier, BitSet known) {
    if (tip != earlier.tip
        || !votes.equals(earlier.votes)
        || !proposals.equals(earlier.proposals)) {
      return false;
    }
    BitSet added = (BitSet) certificates.clone();
    added.andNot(earlier.certificates);
    added.andNot(known);
    return added.isEmpty();
  }
}
