/// Root package of Cairn's genesis module; see docs/architecture.md.
@NullMarked
package org.cairn.genesis;

import org.jspecify.annotations.NullMarked;
