/// The world as a block changes it: accounts and slots over an immutable state, with a journal that
/// undoes a call, stamps that say what a transaction has touched, and the difference at the end.
/// One thread owns a world and all it hands out.
@NullMarked
package org.cairn.evm.world;

import org.jspecify.annotations.NullMarked;
