/// The state of a call and the instructions that are more than arithmetic, by family. One thread
/// owns an execution. No clock, no randomness, no I/O but through the world.
@NullMarked
package org.cairn.evm.instruction;

import org.jspecify.annotations.NullMarked;
