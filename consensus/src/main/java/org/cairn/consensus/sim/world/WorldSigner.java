package org.cairn.consensus.sim.world;

import org.cairn.consensus.crypto.SigningGuard;
import org.cairn.consensus.crypto.VoteSigner;
import org.cairn.consensus.message.Ballot;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Signs with a world's key; the honest have a guard.
record WorldSigner(Crypto crypto, int validator, @Nullable SigningGuard guard)
    implements VoteSigner {
  @Override
  public Bytes publicKey() {
    return crypto.publicKey(validator);
  }

  @Override
  public Bytes reveal(Hash revealRoot) {
    return crypto.sign(validator, revealRoot);
  }

  @Override
  public @Nullable Bytes sign(Ballot ballot, Hash signingRoot) {
    if (guard != null && !guard.permit(ballot)) {
      return null;
    }
    return crypto.sign(validator, signingRoot);
  }
}
