package org.cairn.consensus.crypto;

import org.cairn.consensus.message.Ballot;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Signs with a key in memory, as far as the guard permits.
public final class GuardedSigner implements VoteSigner {
  private final int validator;
  private final BlsSecretKey key;
  private final SigningGuard guard;

  public GuardedSigner(int validator, BlsSecretKey key, SigningGuard guard) {
    this.validator = validator;
    this.key = key;
    this.guard = guard;
  }

  @Override
  public int validator() {
    return validator;
  }

  @Override
  public @Nullable Bytes sign(Ballot ballot, Hash signingRoot) {
    return guard.permit(ballot) ? Bls.sign(key, signingRoot.shared()).toBytes() : null;
  }
}
