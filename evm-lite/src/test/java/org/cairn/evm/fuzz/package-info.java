/// Random code on random state, and what must hold of any run whatever it does.
@NullMarked
package org.cairn.evm.fuzz;

import org.jspecify.annotations.NullMarked;
