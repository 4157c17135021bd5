package org.cairn.consensus.light;

import org.cairn.core.types.Hash;

/// What a light client trusts instead of genesis: that this block, by its id, is the last one
/// before an epoch, and that validators with this root vote in it.
public record Checkpoint(long epoch, Hash lastBlockId, long lastHeight, Hash setRoot) {}
