package org.cairn.core.block;

import java.util.List;
import org.cairn.core.crypto.BlobProofs;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What travels with a blob transaction and is in no block: the blobs, their commitments, and 128
/// cell proofs for each (EIP-7594, wrapper version 1).
public record BlobSidecar(List<Bytes> blobs, List<Bytes> commitments, List<Bytes> cellProofs) {
  public BlobSidecar {
    blobs = List.copyOf(blobs);
    commitments = List.copyOf(commitments);
    cellProofs = List.copyOf(cellProofs);
  }

  /// Whether these are the blobs that the transaction names. Costs some milliseconds a blob.
  public boolean belongsTo(Transaction.Blob transaction) {
    List<Hash> hashes = commitments.stream().map(BlobProofs::versionedHash).toList();
    return hashes.equals(transaction.blobVersionedHashes())
        && BlobProofs.verify(blobs, commitments, cellProofs);
  }
}
