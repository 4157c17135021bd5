package org.cairn.core.chain;

/// Where a finalized transaction is: its block's number and its place in it.
public record TransactionLocation(long number, int index) {}
