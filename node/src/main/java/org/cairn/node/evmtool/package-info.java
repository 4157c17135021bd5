/// What `cairn evm` does: running conformance fixtures from files, single codes, benchmarks and
/// state transitions. No node runs beside it; results go to the writer that the command line gives.
@NullMarked
package org.cairn.node.evmtool;

import org.jspecify.annotations.NullMarked;
