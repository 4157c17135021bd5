/// Root package of Cairn's evm-lite module; see docs/architecture.md.
@NullMarked
package org.cairn.evm;

import org.jspecify.annotations.NullMarked;
