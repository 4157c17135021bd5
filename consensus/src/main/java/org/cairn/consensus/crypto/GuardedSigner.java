package org.cairn.consensus.crypto;

import org.cairn.consensus.message.Ballot;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Signs with a key in memory, as far as the guard permits.
public final class GuardedSigner implements VoteSigner {
  private final BlsSecretKey key;
  private final Bytes publicKey;
  private final SigningGuard guard;
  private final SignedRoots roots;

  /// A signer that shares the points of messages with the provider of this node.
  public GuardedSigner(BlsSecretKey key, SigningGuard guard, SignedRoots roots) {
    this.key = key;
    this.publicKey = key.publicKey().toBytes();
    this.guard = guard;
    this.roots = roots;
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public @Nullable Bytes sign(Ballot ballot, Hash signingRoot) {
    return guard.permit(ballot) ? Bls.sign(key, roots.message(signingRoot)).toBytes() : null;
  }

  @Override
  public void witnessedStart(long epoch) {
    guard.witnessedStart(epoch);
  }

  @Override
  public Bytes reveal(Hash revealRoot) {
    return Bls.sign(key, roots.message(revealRoot)).toBytes();
  }
}
