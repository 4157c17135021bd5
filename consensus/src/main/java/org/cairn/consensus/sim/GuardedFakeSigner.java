package org.cairn.consensus.sim;

import org.cairn.consensus.crypto.SigningGuard;
import org.cairn.consensus.crypto.VoteSigner;
import org.cairn.consensus.message.Ballot;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// An honest validator's signer in the model; without a guard, anybody's.
public record GuardedFakeSigner(int validator, @Nullable SigningGuard guard) implements VoteSigner {
  @Override
  public Bytes publicKey() {
    return FakeBls.key(validator);
  }

  @Override
  public Bytes reveal(Hash revealRoot) {
    return FakeBls.sign(FakeBls.key(validator), revealRoot);
  }

  @Override
  public @Nullable Bytes sign(Ballot ballot, Hash signingRoot) {
    if (guard != null && !guard.permit(ballot)) {
      return null;
    }
    return FakeBls.sign(FakeBls.key(validator), signingRoot);
  }
}
