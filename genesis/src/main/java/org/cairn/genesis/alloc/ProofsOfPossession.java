package org.cairn.genesis.alloc;

import java.util.List;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsPublicKey;
import org.cairn.core.crypto.BlsSignature;
import org.cairn.genesis.spec.CairnConfig;
import org.cairn.genesis.spec.GenesisValidator;
import org.cairn.genesis.spec.SpecException;

/// Certificates add public keys up, so a validator that made its key out of others' could sign for
/// them. Each key of the first set comes with a proof that its owner knows the secret.
final class ProofsOfPossession {
  private ProofsOfPossession() {}

  /// @throws SpecException when a key is no key or its proof does not hold
  static void check(CairnConfig cairn) {
    List<GenesisValidator> validators = cairn.validators();
    for (int i = 0; i < validators.size(); i++) {
      GenesisValidator validator = validators.get(i);
      String path = "config.cairn.validators[" + i + "].";
      BlsPublicKey key = BlsPublicKey.of(validator.publicKey());
      if (!Bls.isValidKey(key)) {
        throw new SpecException(path + "blsPublicKey", "not a key of BLS12-381: " + key);
      }
      byte[] message = validator.depositMessage().signingRoot(cairn.forkVersion()).toArray();
      if (!Bls.verify(key, message, BlsSignature.of(validator.proofOfPossession()))) {
        throw new SpecException(
            path + "proofOfPossession",
            "not the key's signature of its deposit message under forkVersion "
                + cairn.forkVersion());
      }
    }
  }
}
