/// From a seed to a verdict: what a seed means, running many, and making a failing one small.
@NullMarked
package org.cairn.consensus.sim.campaign;

import org.jspecify.annotations.NullMarked;
