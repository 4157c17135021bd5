/// Tests of the simulator's figures.
@NullMarked
package org.cairn.consensus.sim.report;

import org.jspecify.annotations.NullMarked;
