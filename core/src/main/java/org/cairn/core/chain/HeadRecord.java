package org.cairn.core.chain;

import java.nio.ByteBuffer;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.store.StoreException;
import org.cairn.core.types.Hash;

/// The entry that says which block is the head, with a checksum over itself. It is written in the
/// batch of its block and read first when the database opens.
record HeadRecord(long number, Hash hash, Hash stateRoot) {
  private static final int CONTENT_BYTES = Long.BYTES + 2 * Hash.SIZE_BYTES;
  private static final int SIZE_BYTES = CONTENT_BYTES + Hash.SIZE_BYTES;

  byte[] encode() {
    ByteBuffer record = ByteBuffer.allocate(SIZE_BYTES);
    record.putLong(number).put(hash.shared()).put(stateRoot.shared());
    record.put(Keccak256.hash(record.array(), 0, CONTENT_BYTES).shared());
    return record.array();
  }

  /// @throws StoreException when the checksum says that these are not the bytes once written
  static HeadRecord decode(byte[] encoded) {
    if (encoded.length != SIZE_BYTES
        || !Keccak256.hash(encoded, 0, CONTENT_BYTES).equals(Hash.copy(encoded, CONTENT_BYTES))) {
      throw new StoreException("its checksum is wrong");
    }
    return new HeadRecord(
        ByteBuffer.wrap(encoded).getLong(),
        Hash.copy(encoded, Long.BYTES),
        Hash.copy(encoded, Long.BYTES + Hash.SIZE_BYTES));
  }
}
