/// Root package of Cairn's p2p module; see docs/architecture.md.
@NullMarked
package org.cairn.p2p;

import org.jspecify.annotations.NullMarked;
