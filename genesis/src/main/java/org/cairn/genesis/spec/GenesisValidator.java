package org.cairn.genesis.spec;

import org.cairn.core.staking.DepositMessage;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// A validator of the first epoch. `proofOfPossession` is the signature of its deposit message
/// under the chain's fork version, as if it had deposited `stakeGwei`; `nodeId` is the fingerprint
/// of its node key and `endpoint` its `host:port`, where they are known in advance.
public record GenesisValidator(
    Bytes publicKey,
    long stakeGwei,
    Bytes proofOfPossession,
    Hash withdrawalCredentials,
    Address feeRecipient,
    @Nullable Hash nodeId,
    @Nullable String endpoint) {
  static final int PUBLIC_KEY_SIZE_BYTES = 48;
  static final int SIGNATURE_SIZE_BYTES = 96;

  /// @throws IllegalArgumentException when a length is wrong or there is no stake
  public GenesisValidator {
    if (publicKey.size() != PUBLIC_KEY_SIZE_BYTES) {
      throw new IllegalArgumentException("not a BLS public key: " + publicKey);
    }
    if (proofOfPossession.size() != SIGNATURE_SIZE_BYTES) {
      throw new IllegalArgumentException("not a BLS signature: " + proofOfPossession);
    }
    if (stakeGwei <= 0) {
      throw new IllegalArgumentException("no stake: " + stakeGwei + " Gwei");
    }
  }

  /// What [#proofOfPossession] signs.
  public DepositMessage depositMessage() {
    return new DepositMessage(publicKey, withdrawalCredentials, stakeGwei);
  }
}
