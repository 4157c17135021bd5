/// Gas arithmetic that is no table: memory, storage, blobs. Pure functions, usable from any thread.
@NullMarked
package org.cairn.evm.gas;

import org.jspecify.annotations.NullMarked;
