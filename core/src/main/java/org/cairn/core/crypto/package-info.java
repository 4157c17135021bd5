/// Hashes, signatures and keys: Keccak-256, secp256k1, BLS12-381, the key derivations of keystores
/// and the certificate of a node. Values are immutable and every operation may run on any thread.
/// The only package that knows the libraries behind them; it keeps no secret longer than its owner
/// keeps the key object.
@NullMarked
package org.cairn.core.crypto;

import org.jspecify.annotations.NullMarked;
