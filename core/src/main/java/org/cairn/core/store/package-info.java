/// The key-value store under the chain: RocksDB column families as tables, written by one thread in
/// atomic batches, read by any. The only package that knows RocksDB; it knows nothing of blocks or
/// accounts.
@NullMarked
package org.cairn.core.store;

import org.jspecify.annotations.NullMarked;
