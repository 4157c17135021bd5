package org.cairn.node.config;

import java.nio.file.Path;
import org.cairn.core.types.Wei;
import org.cairn.genesis.network.NetworkPlan;
import org.jspecify.annotations.Nullable;

/// All that a development node is told. With a genesis file, chain id, gas limit and base fee are
/// the file's, and the accounts are added to its own.
///
/// @param blockTimeMillis the pause between blocks; 0 for a block with each transaction
/// @param mines whether there are blocks at all that nobody asks for
public record DevConfig(
    @Nullable Path genesisFile,
    long chainId,
    long gasLimit,
    Wei baseFee,
    NetworkPlan.Accounts accounts,
    long blockTimeMillis,
    boolean mines,
    NodeConfig.RpcConfig rpc) {}
