/// Blocks: checking a header against its parent, executing a block, building one. Pure: parent and
/// block go in, a verdict or a new block with its state comes out; no clock, no network, no disk
/// but through the state that is read. The thread that owns an executor or builder calls it.
@NullMarked
package org.cairn.evm.block;

import org.jspecify.annotations.NullMarked;
