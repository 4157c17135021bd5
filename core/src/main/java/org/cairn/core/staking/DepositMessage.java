package org.cairn.core.staking;

import java.util.Arrays;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What a validator signs to deposit, and so to prove that it holds its key: Ethereum's container
/// `DepositMessage`, its domain and its signing root. The domain has no genesis hash, which is why
/// each chain needs a fork version of its own (consensus.md, 1.7).
public record DepositMessage(Bytes publicKey, Hash withdrawalCredentials, long amountGwei) {
  private static final byte[] DOMAIN_DEPOSIT = {3, 0, 0, 0};

  /// The 32 bytes that the deposit's BLS signature is over.
  public Hash signingRoot(Bytes forkVersion) {
    return SigningDomain.signingRoot(root(), DOMAIN_DEPOSIT, forkVersion, Hash.ZERO);
  }

  /// The SSZ hash tree root: three fields, the last chunk zero.
  public Hash root() {
    return SigningDomain.pair(
        SigningDomain.pair(publicKeyRoot(), withdrawalCredentials),
        SigningDomain.pair(SigningDomain.chunk(amountGwei), new byte[32]));
  }

  /// The SSZ root of `DepositData`, which the deposit contract asks for and puts into its tree.
  public Hash dataRoot(Bytes signature) {
    byte[] bytes = signature.shared();
    Hash first = Sha256.hash(bytes, 0, 64);
    Hash second = SigningDomain.pair(Arrays.copyOfRange(bytes, 64, 96), new byte[32]);
    Hash amount = Hash.wrap(SigningDomain.chunk(amountGwei));
    return SigningDomain.pair(
        SigningDomain.pair(publicKeyRoot(), withdrawalCredentials),
        SigningDomain.pair(amount, SigningDomain.pair(first, second)));
  }

  private Hash publicKeyRoot() {
    return Sha256.hash(Arrays.copyOf(publicKey.shared(), 64));
  }
}
