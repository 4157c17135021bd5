/// What the JSON-RPC endpoint needs of the node, as narrow interfaces over core's values. The node
/// module implements them. All calls arrive on virtual threads, many at once, and may block.
@NullMarked
package org.cairn.rpc.port;

import org.jspecify.annotations.NullMarked;
