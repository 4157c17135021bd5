package org.cairn.rpc.port;

import org.jspecify.annotations.Nullable;

/// How far back the node can answer. Headers, bodies, receipts and logs are kept from the first
/// block on; states, and proofs of them, go back to `oldestState` and, unless the node is an
/// archive, leave a window of so many blocks.
public record Retention(long oldestState, @Nullable Long stateWindowBlocks) {}
