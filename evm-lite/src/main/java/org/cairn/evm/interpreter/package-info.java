/// The interpreter's loop and the stack of calls around it. One thread owns an execution. This is a
/// hot path: no boxing, no streams, no lambdas, no exceptions but for stack violations.
@NullMarked
package org.cairn.evm.interpreter;

import org.jspecify.annotations.NullMarked;
