package org.cairn.consensus.staking;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.leader.LeaderSchedule;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.SignerSet;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What a block says about stake. Signatures and weights of its certificates have been verified.
///
/// @param proposer by index in the epoch's set
/// @param randaoMix after the block
/// @param certificates who signed the block's certificates of its own epoch: the parent's
///   notarization and the nullifications
/// @param missedBy the leaders of the nullified views, one each, by index in the epoch's set
/// @param convictions what the block's evidence proves; its signatures have been verified
/// @param messages signed by validators; nothing about them has been checked
/// @param requests of the execution block, each with its type first (EIP-7685)
/// @param withdrawals of the execution block
public record BlockFacts(
    long height,
    long timestampMillis,
    int proposer,
    Hash randaoMix,
    List<SignerSet> certificates,
    List<Integer> missedBy,
    List<Conviction> convictions,
    List<SignedMessage> messages,
    List<Bytes> requests,
    List<Withdrawal> withdrawals) {
  public BlockFacts {
    certificates = List.copyOf(certificates);
    missedBy = List.copyOf(missedBy);
    convictions = List.copyOf(convictions);
    messages = List.copyOf(messages);
    requests = List.copyOf(requests);
    withdrawals = List.copyOf(withdrawals);
  }

  /// What a block's execution says about stake: the randomness after it, what contracts asked for,
  /// and what was paid out.
  public record Execution(Hash randaoMix, List<Bytes> requests, List<Withdrawal> withdrawals) {
    public Execution {
      requests = List.copyOf(requests);
      withdrawals = List.copyOf(withdrawals);
    }
  }

  /// The facts of a block whose justification has been verified.
  ///
  /// @param leaders of the block's epoch
  public static BlockFacts of(
      ConsensusHeader header,
      Justification justification,
      LeaderSchedule leaders,
      List<Conviction> convictions,
      List<SignedMessage> messages,
      Execution execution) {
    List<SignerSet> certificates = new ArrayList<>();
    Certificate parent = justification.parent();
    // The first block of an epoch shows how the one before ended, signed by another set.
    if (parent != null && parent.ballot().round().epoch() == header.round().epoch()) {
      certificates.add(parent.signers());
    }
    List<Integer> missedBy = new ArrayList<>();
    for (Certificate skip : justification.skips()) {
      certificates.add(skip.signers());
      missedBy.add(leaders.leader(skip.view()));
    }
    return new BlockFacts(
        header.height(),
        header.timestampMillis(),
        header.proposer(),
        execution.randaoMix(),
        certificates,
        missedBy,
        convictions,
        messages,
        execution.requests(),
        execution.withdrawals());
  }
}
