/// What clients wait for: logs, new heads, pending transactions. Filters are polled, subscriptions
/// are pushed over WebSocket; both read from the chain from where they stopped, so that nothing is
/// buffered per client but the number of a block. Pushing runs on one thread of its own.
@NullMarked
package org.cairn.rpc.subscription;

import org.jspecify.annotations.NullMarked;
