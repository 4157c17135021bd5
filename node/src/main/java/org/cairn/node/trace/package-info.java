/// Tracers: they watch an execution of the EVM and record what JSON-RPC's debug methods show. Each
/// is made for one transaction and runs on the thread that executes it.
@NullMarked
package org.cairn.node.trace;

import org.jspecify.annotations.NullMarked;
