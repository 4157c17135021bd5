package org.cairn.core.block;

import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// Ethereum's block header. The components from `baseFeePerGas` on are absent before the fork that
/// brought them (London, Shanghai, Cancun three, Prague); each implies all before it. Gas and
/// number are below 2^63; the timestamp and the two amounts of blob gas are unsigned 64-bit
/// integers, as nothing but the parent bounds them. `nonce` is 64 raw bits, `logsBloom` has 256
/// bytes.
public record BlockHeader(
    Hash parentHash,
    Hash ommersHash,
    Address beneficiary,
    Hash stateRoot,
    Hash transactionsRoot,
    Hash receiptsRoot,
    Bytes logsBloom,
    UInt256 difficulty,
    long number,
    long gasLimit,
    long gasUsed,
    long timestampSeconds,
    Bytes extraData,
    Hash prevRandao,
    long nonce,
    @Nullable Wei baseFeePerGas,
    @Nullable Hash withdrawalsRoot,
    @Nullable Long blobGasUsed,
    @Nullable Long excessBlobGas,
    @Nullable Hash parentBeaconBlockRoot,
    @Nullable Hash requestsHash) {}
