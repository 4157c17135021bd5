/// Root package of Cairn's node module; see docs/architecture.md.
@NullMarked
package org.cairn.node;

import org.jspecify.annotations.NullMarked;
