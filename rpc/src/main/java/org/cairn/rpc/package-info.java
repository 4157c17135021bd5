/// Root package of Cairn's rpc module; see docs/architecture.md.
@NullMarked
package org.cairn.rpc;

import org.jspecify.annotations.NullMarked;
