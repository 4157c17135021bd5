package org.cairn.rpc.port;

/// How far a node that catches up has come, in block numbers.
public record SyncStatus(long startingBlock, long currentBlock, long highestBlock) {}
