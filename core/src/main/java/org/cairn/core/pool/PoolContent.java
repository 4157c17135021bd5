package org.cairn.core.pool;

import java.util.List;
import java.util.SortedMap;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.types.Address;

/// A copy of what the pool holds, by sender and in nonce order: `pending` could go into the next
/// block, `queued` wait behind a nonce gap.
public record PoolContent(
    SortedMap<Address, List<RecoveredTransaction>> pending,
    SortedMap<Address, List<RecoveredTransaction>> queued) {}
