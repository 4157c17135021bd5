package org.cairn.p2p.gossip;

import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// An encoded transaction with the hash that names it. Nothing else of it is known here.
public record Tx(Hash hash, Bytes encoded) {
  static Tx of(Bytes encoded) {
    return new Tx(Keccak256.hash(encoded), encoded);
  }
}
