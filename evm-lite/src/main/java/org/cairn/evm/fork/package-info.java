/// Ethereum's forks and what each changes, as data. Pure values, usable from any thread.
@NullMarked
package org.cairn.evm.fork;

import org.jspecify.annotations.NullMarked;
