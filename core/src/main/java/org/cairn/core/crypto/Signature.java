package org.cairn.core.crypto;

import org.cairn.core.types.UInt256;

/// A recoverable secp256k1 signature; `yParity` is 0 or 1.
public record Signature(int yParity, UInt256 r, UInt256 s) {}
