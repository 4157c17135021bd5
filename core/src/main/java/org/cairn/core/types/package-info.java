/// Values with units that every module shares: hashes, addresses, amounts, positions in the chain.
/// Immutable, usable from any thread, free of I/O.
@NullMarked
package org.cairn.core.types;

import org.jspecify.annotations.NullMarked;
