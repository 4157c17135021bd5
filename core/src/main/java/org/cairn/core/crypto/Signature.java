package org.cairn.core.crypto;

import org.cairn.core.types.UInt256;

/// A recoverable secp256k1 signature; `yParity` is 0 or 1. Any `r` and `s` can be held, as the
/// bytes of a transaction may carry any; operations refuse those out of range.
public record Signature(int yParity, UInt256 r, UInt256 s) {
  /// Whether `s` is in the lower half of the group's order. EIP-2: each signature has a twin with
  /// the other `s`; from Homestead on, only the lower one signs a transaction.
  public boolean hasLowS() {
    return s.compareTo(Secp256k1.HALF_ORDER) <= 0;
  }

  /// Whether both numbers are from 1 to the group's order less one, and the parity is a bit.
  boolean isInRange() {
    return (yParity | 1) == 1
        && !r.isZero()
        && !s.isZero()
        && r.compareTo(Secp256k1.ORDER) < 0
        && s.compareTo(Secp256k1.ORDER) < 0;
  }

  /// `r` and `s`, 32 bytes each.
  byte[] toCompact() {
    byte[] compact = new byte[64];
    r.writeTo(compact, 0);
    s.writeTo(compact, 32);
    return compact;
  }
}
