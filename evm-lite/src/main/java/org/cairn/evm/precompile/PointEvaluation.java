package org.cairn.evm.precompile;

import java.math.BigInteger;
import java.util.Arrays;
import org.cairn.core.crypto.KzgProof;
import org.cairn.core.crypto.Sha256;
import org.jspecify.annotations.Nullable;

/// 0x0a: whether a blob, named by its versioned hash, has the value y at z (EIP-4844). Input:
/// versioned hash, z, y (32 bytes each), commitment, proof (48 each).
final class PointEvaluation implements Precompile {
  private static final int INPUT_BYTES = 192;
  private static final int COMMITMENT_AT = 96;
  private static final int PROOF_AT = 144;
  private static final byte VERSION_KZG = 1;
  private static final byte[] OUTPUT = output();

  private static byte[] output() {
    byte[] result = new byte[64];
    int fieldElementsPerBlob = 4096;
    result[30] = (byte) (fieldElementsPerBlob >>> 8);
    result[31] = (byte) fieldElementsPerBlob;
    BigInteger order = KzgProof.ORDER;
    System.arraycopy(order.toByteArray(), 0, result, 32, 32);
    return result;
  }

  @Override
  public long gas(byte[] input, int offset, int lengthBytes) {
    return 50000;
  }

  @Override
  public byte @Nullable [] run(byte[] input, int offset, int lengthBytes) {
    if (lengthBytes != INPUT_BYTES) {
      return null;
    }
    byte[] commitment = part(input, offset + COMMITMENT_AT, KzgProof.COMMITMENT_BYTES);
    byte[] hash = Sha256.hash(commitment).toArray();
    hash[0] = VERSION_KZG;
    if (!Arrays.equals(hash, part(input, offset, hash.length))) {
      return null;
    }
    byte[] z = part(input, offset + 32, KzgProof.SCALAR_BYTES);
    byte[] y = part(input, offset + 64, KzgProof.SCALAR_BYTES);
    byte[] proof = part(input, offset + PROOF_AT, KzgProof.COMMITMENT_BYTES);
    return KzgProof.verify(commitment, z, y, proof) ? OUTPUT.clone() : null;
  }

  private static byte[] part(byte[] input, int from, int count) {
    return Arrays.copyOfRange(input, from, from + count);
  }
}
