package org.cairn.evm.precompile;

import org.cairn.evm.precompile.bn254.Bn254;
import org.jspecify.annotations.Nullable;

/// 0x06 to 0x08: addition, multiplication and pairing check on alt_bn128 (EIP-196, EIP-197), with
/// the prices of Byzantium or of EIP-1108.
final class Bn254Operation {
  private Bn254Operation() {}

  /// Reads two points; missing bytes are zeros.
  record Add(long price) implements Precompile {
    @Override
    public long gas(byte[] input, int offset, int lengthBytes) {
      return price;
    }

    @Override
    public byte @Nullable [] run(byte[] input, int offset, int lengthBytes) {
      return Bn254.add(Input.padded(input, offset, lengthBytes, 0, 2 * Bn254.G1_BYTES), 0);
    }
  }

  /// Reads a point and a scalar; missing bytes are zeros.
  record Multiply(long price) implements Precompile {
    @Override
    public long gas(byte[] input, int offset, int lengthBytes) {
      return price;
    }

    @Override
    public byte @Nullable [] run(byte[] input, int offset, int lengthBytes) {
      int size = Bn254.G1_BYTES + Bn254.SCALAR_BYTES;
      return Bn254.multiply(Input.padded(input, offset, lengthBytes, 0, size), 0);
    }
  }

  /// Reads whole pairs of points only.
  record Pairing(long basePrice, long pairPrice) implements Precompile {
    @Override
    public long gas(byte[] input, int offset, int lengthBytes) {
      return basePrice + pairPrice * (lengthBytes / Bn254.PAIR_BYTES);
    }

    @Override
    public byte @Nullable [] run(byte[] input, int offset, int lengthBytes) {
      if (lengthBytes % Bn254.PAIR_BYTES != 0) {
        return null;
      }
      Boolean isOne = Bn254.pairingIsOne(input, offset, lengthBytes / Bn254.PAIR_BYTES);
      return isOne == null ? null : Output.truth(isOne);
    }
  }
}
