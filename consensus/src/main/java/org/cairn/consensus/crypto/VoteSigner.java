package org.cairn.consensus.crypto;

import org.cairn.consensus.message.Ballot;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Signs with one validator's key, in every epoch. The key may be here, or with a remote signer.
public interface VoteSigner {
  /// The key, by which an epoch's set knows the validator.
  Bytes publicKey();

  /// The signature over the signing root of a ballot, or nothing when the signer refuses because
  /// the vote could convict it.
  @Nullable Bytes sign(Ballot ballot, Hash signingRoot);

  /// The node saw by itself how the epoch before this one ended, and did not catch up to it.
  default void witnessedStart(long epoch) {}

  /// The signature over the root of a reveal. There is one a round, so it can convict nobody.
  Bytes reveal(Hash revealRoot);
}
