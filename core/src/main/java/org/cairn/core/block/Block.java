package org.cairn.core.block;

/// A header with its body.
public record Block(BlockHeader header, BlockBody body) {}
