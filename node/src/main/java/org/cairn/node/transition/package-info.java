/// `cairn evm t8n`: a state, a block's environment and transactions in, the state after them and
/// what came of them out, in the file formats of go-ethereum's tool of that name. Values in, values
/// out; files and streams belong to the command line.
@NullMarked
package org.cairn.node.transition;

import org.jspecify.annotations.NullMarked;
