package org.cairn.core.staking;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Ethereum's `compute_domain` and `compute_signing_root`, and the SSZ chunks that they are made
/// of.
final class SigningDomain {
  private static final int TYPE_BYTES = 4;

  private SigningDomain() {}

  /// What is signed for a container with that root.
  static Hash signingRoot(Hash containerRoot, byte[] type, Bytes forkVersion, Hash genesisRoot) {
    Hash forkData = pair(Arrays.copyOf(forkVersion.shared(), 32), genesisRoot.shared());
    byte[] domain = Arrays.copyOf(type, 32);
    System.arraycopy(forkData.shared(), 0, domain, TYPE_BYTES, 32 - TYPE_BYTES);
    return pair(containerRoot.shared(), domain);
  }

  static Hash pair(Hash left, Hash right) {
    return pair(left.shared(), right.shared());
  }

  static Hash pair(byte[] left, byte[] right) {
    return Sha256.hash(left, right);
  }

  /// A number of 64 bits as a chunk.
  static byte[] chunk(long value) {
    return ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value).array();
  }
}
