/// Short explorations, and one that has to find a fork.
@NullMarked
package org.cairn.consensus.sim.explore;

import org.jspecify.annotations.NullMarked;
