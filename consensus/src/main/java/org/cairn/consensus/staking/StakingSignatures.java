package org.cairn.consensus.staking;

import org.cairn.core.types.Bytes;

/// Verifies what validators sign about their stake, under the chain's domains. Keys and signatures
/// are hostile and only ever make a check fail.
public interface StakingSignatures {
  /// Whether the key is a valid one and signed the deposit: the proof that its owner has it.
  boolean isSigned(Queues.Deposit deposit);

  boolean isSigned(Bytes publicKey, SignedMessage message);
}
