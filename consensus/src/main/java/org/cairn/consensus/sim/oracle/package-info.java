/// What has to hold whatever happens, restated without production code and checked while a world
/// runs: it watches what leaves the nodes and what they give out as final.
@NullMarked
package org.cairn.consensus.sim.oracle;

import org.jspecify.annotations.NullMarked;
