package org.cairn.consensus.crypto;

import org.cairn.consensus.message.Ballot;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Signs for one validator of an epoch. The key may be here, or with a remote signer.
public interface VoteSigner {
  /// The validator's index in the epoch's set.
  int validator();

  /// The signature over the signing root of a ballot, or nothing when the signer refuses because
  /// the vote could convict it.
  @Nullable Bytes sign(Ballot ballot, Hash signingRoot);
}
