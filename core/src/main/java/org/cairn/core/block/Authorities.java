package org.cairn.core.block;

import org.cairn.core.crypto.Keccak256;
import org.cairn.core.crypto.PublicKey;
import org.cairn.core.crypto.Secp256k1;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.crypto.Signature;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// Finds and makes the signatures of EIP-7702 authorizations.
public final class Authorities {
  /// EIP-7702: stands before the signed list, apart from all transaction types.
  private static final int MAGIC = 0x05;

  private Authorities() {}

  /// The account that delegates, or nothing when the signature names none or has the upper `s`.
  /// Chain id and nonce are not looked at.
  public static @Nullable Address recover(Authorization authorization) {
    Signature signature =
        new Signature(authorization.yParity(), authorization.r(), authorization.s());
    if (!signature.hasLowS()) {
      return null;
    }
    PublicKey key = Secp256k1.recover(signingHash(authorization), signature);
    return key == null ? null : key.toAddress();
  }

  /// Consent of the key's account, valid on that chain or, for chain id zero, on all.
  public static Authorization sign(UInt256 chainId, Address address, long nonce, SecretKey key) {
    Authorization unsigned =
        new Authorization(chainId, address, nonce, 0, UInt256.ZERO, UInt256.ZERO);
    Signature signature = Secp256k1.sign(signingHash(unsigned), key);
    return new Authorization(
        chainId, address, nonce, signature.yParity(), signature.r(), signature.s());
  }

  private static Hash signingHash(Authorization authorization) {
    RlpWriter writer = new RlpWriter(80).rawByte(MAGIC).startList();
    TransactionCodec.writeAuthorizationFields(writer, authorization);
    return Keccak256.hash(writer.endList().toByteArray());
  }
}
