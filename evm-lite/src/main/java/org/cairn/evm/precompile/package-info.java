/// The contracts that live in the protocol instead of in bytecode, Frontier to Osaka, one class
/// each, with the gas of each fork. Stateless and usable from any thread; whatever the input, the
/// answer is an output or a failure, never an exception.
@NullMarked
package org.cairn.evm.precompile;

import org.jspecify.annotations.NullMarked;
