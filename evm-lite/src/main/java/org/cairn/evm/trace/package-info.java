/// Looking at an execution while it runs: the [Tracer] that a caller writes, and what it is shown.
/// A tracer runs on the thread of the execution, between its instructions; it must not change the
/// world. An execution without a tracer pays nothing for the possibility.
@NullMarked
package org.cairn.evm.trace;

import org.jspecify.annotations.NullMarked;
