package org.cairn.p2p.handshake;

import java.nio.charset.StandardCharsets;
import org.cairn.core.crypto.BlsPublicKey;
import org.cairn.core.crypto.BlsSignature;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.frame.WireWriter;
import org.cairn.p2p.peer.PeerId;

/// What a validator signs to bind its key to its node and to one connection.
public final class ValidatorProof {
  public static final int KEY_BYTES = BlsPublicKey.SIZE_BYTES;
  public static final int SIGNATURE_BYTES = BlsSignature.SIZE_BYTES;

  private static final byte[] DOMAIN =
      "cairn/p2p/validator-proof/1".getBytes(StandardCharsets.US_ASCII);

  private ValidatorProof() {}

  /// The message. It names the chain, the node that proves, the node that asked, and the nonce that
  /// the latter chose for this connection, so that it proves nothing anywhere else.
  public static Bytes message(
      ChainIdentity chain, PeerId prover, PeerId verifier, Hash verifierNonce) {
    return new WireWriter(192)
        .raw(DOMAIN)
        .u64(chain.chainId())
        .hash(chain.genesis())
        .hash(prover.value())
        .hash(verifier.value())
        .hash(verifierNonce)
        .toBytes();
  }
}
