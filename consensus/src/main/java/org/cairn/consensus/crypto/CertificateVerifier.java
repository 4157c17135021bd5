package org.cairn.consensus.crypto;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Certificate;
import org.cairn.core.types.Bytes;

/// Decides whether a certificate proves its ballot: right epoch, canonical bitmap, weight of a
/// quorum, and one valid aggregate signature of exactly the validators that it names.
public final class CertificateVerifier {
  private final EpochContext context;
  private final BlsProvider bls;

  public CertificateVerifier(EpochContext context, BlsProvider bls) {
    this.context = context;
    this.bls = bls;
  }

  /// Everything but the signature: cheap.
  public boolean hasQuorum(Certificate certificate) {
    ValidatorSet validators = context.validators();
    return certificate.ballot().round().epoch() == context.epoch()
        && certificate.signers().fits(validators.size())
        && validators.weight(certificate.signers()) >= validators.quorum();
  }

  public boolean isValid(Certificate certificate) {
    if (!hasQuorum(certificate)) {
      return false;
    }
    List<Bytes> keys = new ArrayList<>();
    for (int validator : certificate.signers().indices()) {
      keys.add(context.validators().publicKey(validator));
    }
    return bls.verifyAggregate(
        keys, context.signingRoot(certificate.ballot()), certificate.signature());
  }
}
