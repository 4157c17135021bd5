package org.cairn.genesis.spec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What a validator signs to deposit, and so to prove that it holds its key: Ethereum's container
/// `DepositMessage`, its domain and its signing root. The domain has no genesis hash, which is why
/// each chain needs a fork version of its own (consensus.md, 1.7).
public record DepositMessage(Bytes publicKey, Hash withdrawalCredentials, long amountGwei) {
  private static final byte[] DOMAIN_DEPOSIT = {3, 0, 0, 0};
  private static final int DOMAIN_TYPE_SIZE_BYTES = 4;

  public static DepositMessage of(GenesisValidator validator) {
    return new DepositMessage(
        validator.publicKey(), validator.withdrawalCredentials(), validator.stakeGwei());
  }

  /// The 32 bytes that the deposit's BLS signature is over.
  public Hash signingRoot(Bytes forkVersion) {
    return pair(root().shared(), domain(forkVersion));
  }

  /// The SSZ hash tree root: four fields once padded, the last chunk zero.
  private Hash root() {
    return pair(
        pair(publicKeyRoot().shared(), withdrawalCredentials.shared()).shared(),
        pair(amountChunk(), new byte[32]).shared());
  }

  /// The SSZ root of `DepositData`, which the deposit contract asks for and puts into its tree.
  public Hash dataRoot(Bytes signature) {
    byte[] bytes = signature.shared();
    byte[] first = Sha256.hash(bytes, 0, 64).shared();
    byte[] second = Sha256.hash(Arrays.copyOfRange(bytes, 64, 96), new byte[32]).shared();
    return pair(
        pair(publicKeyRoot().shared(), withdrawalCredentials.shared()).shared(),
        pair(amountChunk(), pair(first, second).shared()).shared());
  }

  private Hash publicKeyRoot() {
    return Sha256.hash(Arrays.copyOf(publicKey.shared(), 64));
  }

  private byte[] amountChunk() {
    return ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putLong(0, amountGwei).array();
  }

  /// compute_domain(DOMAIN_DEPOSIT, forkVersion, genesis_validators_root = 0).
  private static byte[] domain(Bytes forkVersion) {
    byte[] forkData = pair(Arrays.copyOf(forkVersion.shared(), 32), new byte[32]).shared();
    byte[] domain = Arrays.copyOf(DOMAIN_DEPOSIT, 32);
    System.arraycopy(forkData, 0, domain, DOMAIN_TYPE_SIZE_BYTES, 32 - DOMAIN_TYPE_SIZE_BYTES);
    return domain;
  }

  private static Hash pair(byte[] left, byte[] right) {
    return Sha256.hash(left, right);
  }
}
