/// Transactions: whether one is valid, what it pays before it runs, and running it on a world, as
/// part of a block, as a system call, or as a simulation. Pure but for the world they change; the
/// thread that owns the world calls them.
@NullMarked
package org.cairn.evm.tx;

import org.jspecify.annotations.NullMarked;
