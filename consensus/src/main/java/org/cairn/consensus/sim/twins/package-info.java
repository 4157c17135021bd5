/// Twins: a corrupt validator as two honest processes with one key, and scripts that say for each
/// of the first views who leads and who hears whom. All scripts up to a length are run, up to
/// renaming.
@NullMarked
package org.cairn.consensus.sim.twins;

import org.jspecify.annotations.NullMarked;
