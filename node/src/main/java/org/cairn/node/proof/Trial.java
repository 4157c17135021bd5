package org.cairn.node.proof;

import java.util.List;
import org.cairn.consensus.crypto.BlstProvider;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.light.Conflict;
import org.cairn.consensus.light.CulpritExtractor;
import org.cairn.consensus.light.EpochCertificate;
import org.cairn.consensus.light.LightClient;
import org.cairn.consensus.message.FinalityProof;

/// Compares two finality proofs, knowing nothing but genesis and how epochs ended.
public final class Trial {
  private final LightClient client;
  private final BlstProvider bls;

  public Trial(EpochContext.Chain chain, ValidatorSet genesisValidators) {
    this.bls = new BlstProvider(genesisValidators);
    this.client = LightClient.atGenesis(chain, genesisValidators, bls);
  }

  /// The validators who answer for the proofs.
  public ValidatorSet validators() {
    return client.epoch().validators();
  }

  /// @throws IllegalArgumentException when the proofs are of two epochs, or the certificates do not
  ///   lead to theirs
  public Conflict compare(
      FinalityProof first, FinalityProof second, List<EpochCertificate> certificates) {
    long epoch = first.header().round().epoch();
    if (second.header().round().epoch() != epoch) {
      throw new IllegalArgumentException(
          "the proofs are of epochs "
              + epoch
              + " and "
              + second.header().round().epoch()
              + ": compare how the earlier of the two ended, the certificates tell");
    }
    for (EpochCertificate certificate : certificates) {
      if (client.epoch().epoch() < epoch && !client.accept(certificate)) {
        throw new IllegalArgumentException(
            "the certificate of epoch " + client.epoch().epoch() + " proves nothing");
      }
    }
    if (client.epoch().epoch() != epoch) {
      throw new IllegalArgumentException(
          "the proofs are of epoch "
              + epoch
              + ", the certificates lead to epoch "
              + client.epoch().epoch());
    }
    return new CulpritExtractor(client.epoch(), bls).compare(first, second);
  }
}
