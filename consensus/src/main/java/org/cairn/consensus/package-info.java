/// Root package of Cairn's consensus module; see docs/architecture.md.
@NullMarked
package org.cairn.consensus;

import org.jspecify.annotations.NullMarked;
