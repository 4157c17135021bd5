/// Checks of finality from outside.
@NullMarked
package org.cairn.consensus.light;

import org.jspecify.annotations.NullMarked;
