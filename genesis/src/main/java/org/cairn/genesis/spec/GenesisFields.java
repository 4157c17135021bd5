package org.cairn.genesis.spec;

import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// The fields of `genesis.json` that go into the genesis header. What is absent is derived: the
/// difficulty and the base fee by the forks that are active at genesis.
public record GenesisFields(
    long nonce,
    long timestampSeconds,
    Bytes extraData,
    long gasLimit,
    @Nullable UInt256 difficulty,
    Hash mixHash,
    Address coinbase,
    long number,
    long gasUsed,
    Hash parentHash,
    @Nullable Wei baseFeePerGas,
    @Nullable Long excessBlobGas,
    @Nullable Long blobGasUsed) {

  /// The fields of a new proof-of-stake chain.
  public static GenesisFields of(long timestampSeconds, long gasLimit, Bytes extraData) {
    return new GenesisFields(
        0,
        timestampSeconds,
        extraData,
        gasLimit,
        UInt256.ZERO,
        Hash.ZERO,
        Address.ZERO,
        0,
        0,
        Hash.ZERO,
        null,
        null,
        null);
  }
}
