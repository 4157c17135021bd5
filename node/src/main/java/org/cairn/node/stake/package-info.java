/// Stake in a running node: applying blocks to it, and keeping it with the chain. Blocks are
/// applied on the execution thread; what is committed may be read from any.
@NullMarked
package org.cairn.node.stake;

import org.jspecify.annotations.NullMarked;
