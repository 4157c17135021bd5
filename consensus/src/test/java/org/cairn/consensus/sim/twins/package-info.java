/// Scripted twins, briefly.
@NullMarked
package org.cairn.consensus.sim.twins;

import org.jspecify.annotations.NullMarked;
