/// The pool of transactions that wait for a block: per-sender queues by nonce, replacement, limits,
/// eviction by price, selection for the proposer. In memory only; thread-safe; it knows no fork
/// rules, no network and no clock.
@NullMarked
package org.cairn.core.pool;

import org.jspecify.annotations.NullMarked;
