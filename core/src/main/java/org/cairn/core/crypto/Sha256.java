package org.cairn.core.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;

/// SHA-256, by the JDK, which maps it to the processor's instructions.
public final class Sha256 {
  /// Only ever copied.
  private static final MessageDigest UNUSED = lookUp();

  private Sha256() {}

  public static Hash hash(byte[] input) {
    return Hash.wrap(digest().digest(input));
  }

  public static Hash hash(byte[] input, int offset, int lengthBytes) {
    MessageDigest digest = digest();
    digest.update(input, offset, lengthBytes);
    return Hash.wrap(digest.digest());
  }

  /// The hash of two byte strings one after the other: a node of a binary Merkle tree.
  public static Hash hash(byte[] left, byte[] right) {
    MessageDigest digest = digest();
    digest.update(left);
    return Hash.wrap(digest.digest(right));
  }

  /// A copy costs a tenth of a look-up among the providers.
  private static MessageDigest digest() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      throw new InvariantViolation("the JDK's SHA-256 can be copied: " + e.getMessage());
    }
  }

  private static MessageDigest lookUp() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new InvariantViolation("every Java platform has SHA-256: " + e.getMessage());
    }
  }
}
