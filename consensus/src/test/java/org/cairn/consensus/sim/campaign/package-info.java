/// Tests of the simulator, and with it of the engine.
@NullMarked
package org.cairn.consensus.sim.campaign;

import org.jspecify.annotations.NullMarked;
