/// What simulated validators do with their stake: what a seed plans, how blocks carry it, and what
/// keeps the faulty below a third. Values and pure functions; one thread.
@NullMarked
package org.cairn.consensus.sim.stake;

import org.jspecify.annotations.NullMarked;
