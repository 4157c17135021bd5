/// Chains in files: blocks one after the other in RLP, without genesis, as other clients export
/// them. Import executes them into a data folder, export writes them out again. The thread of the
/// command runs it; only senders are recovered on others.
@NullMarked
package org.cairn.node.chainfile;

import org.jspecify.annotations.NullMarked;
