package org.cairn.consensus.crypto;

import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Checks and adds BLS signatures (48-byte keys, 96-byte signatures). Keys come from a validator
/// set and are known to be valid; signatures are hostile and only ever make a check fail.
public interface BlsProvider {
  /// Whether the bytes can be a signature: a point of the curve. Only a check of the signature, or
  /// of a sum that it is in, tells whether it is one.
  boolean isWellFormed(Bytes signature);

  boolean verify(Bytes publicKey, Hash message, Bytes signature);

  /// Whether the signature is the sum of one by each key over the same message.
  boolean verifyAggregate(List<Bytes> publicKeys, Hash message, Bytes signature);

  /// Whether every one of the signatures, each by the key at its place, is good by itself.
  default boolean verifyBatch(List<Bytes> publicKeys, Hash message, List<Bytes> signatures) {
    for (int i = 0; i < publicKeys.size(); i++) {
      if (!verify(publicKeys.get(i), message, signatures.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// The sum of well-formed signatures.
  ///
  /// @throws IllegalArgumentException when the list is empty or one is not well-formed
  Bytes aggregate(List<Bytes> signatures);
}
