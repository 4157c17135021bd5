package org.cairn.rpc.port;

/// Where a finalized transaction is: its block's number and its 0-based index there.
public record TransactionPosition(long number, int index) {}
