package org.cairn.node.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// All that a frozen node is told. Without `genesisFile` the data folder has to be that of an
/// imported chain, which holds its own.
public record FrozenConfig(
    @Nullable Path genesisFile,
    Path dataFolder,
    NodeConfig.RpcConfig rpc,
    NodeConfig.MetricsConfig metrics) {}
