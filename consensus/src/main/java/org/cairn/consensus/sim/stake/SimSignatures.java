package org.cairn.consensus.sim.stake;

import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.staking.Queues;
import org.cairn.consensus.staking.SignedMessage;
import org.cairn.consensus.staking.StakingSignatures;
import org.cairn.core.staking.DepositMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Deposits and messages of validators, checked under a world's signatures.
public record SimSignatures(BlsProvider provider, Hash genesisHash) implements StakingSignatures {
  @Override
  public boolean isSigned(Queues.Deposit deposit) {
    DepositMessage message =
        new DepositMessage(
            deposit.publicKey(), deposit.withdrawalCredentials(), deposit.amountGwei());
    Hash root = message.signingRoot(StakePlan.FORK_VERSION);
    return provider.isWellFormed(deposit.signature())
        && provider.verify(deposit.publicKey(), root, deposit.signature());
  }

  @Override
  public boolean isSigned(Bytes publicKey, SignedMessage message) {
    Hash root = message.message().signingRoot(StakePlan.FORK_VERSION, genesisHash);
    return provider.isWellFormed(message.signature())
        && provider.verify(publicKey, root, message.signature());
  }
}
