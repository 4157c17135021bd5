package org.cairn.consensus.crypto;

import org.cairn.consensus.staking.Queues;
import org.cairn.consensus.staking.SignedMessage;
import org.cairn.consensus.staking.StakingSignatures;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsPublicKey;
import org.cairn.core.crypto.BlsSignature;
import org.cairn.core.staking.DepositMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Ethereum's domains and blst. Deposits are bound to the chain by its fork version, exits and
/// returns by its genesis block as well. Any thread may call; a check costs 1.3 ms.
public record BlsStakingSignatures(Bytes forkVersion, Hash genesisHash)
    implements StakingSignatures {
  @Override
  public boolean isSigned(Queues.Deposit deposit) {
    var message =
        new DepositMessage(
            deposit.publicKey(), deposit.withdrawalCredentials(), deposit.amountGwei());
    return verify(deposit.publicKey(), message.signingRoot(forkVersion), deposit.signature());
  }

  @Override
  public boolean isSigned(Bytes publicKey, SignedMessage message) {
    return verify(
        publicKey, message.message().signingRoot(forkVersion, genesisHash), message.signature());
  }

  private static boolean verify(Bytes publicKey, Hash root, Bytes signature) {
    return Bls.verify(BlsPublicKey.of(publicKey), root.shared(), BlsSignature.of(signature));
  }
}
