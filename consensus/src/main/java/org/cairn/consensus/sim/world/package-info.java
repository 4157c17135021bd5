/// A network, disks and clocks in virtual time, with nodes that run the production engine, codec
/// and journal format on them. One run belongs to one thread, everything comes from one seed, and
/// nothing here asks for real time.
@NullMarked
package org.cairn.consensus.sim.world;

import org.jspecify.annotations.NullMarked;
