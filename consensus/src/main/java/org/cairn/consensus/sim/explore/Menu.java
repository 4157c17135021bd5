package org.cairn.consensus.sim.explore;

import java.util.BitSet;
import java.util.List;

/// What can happen to any honest validator in a scene, timeouts apart.
///
/// @param actions their numbers in [Names]
/// @param costs how many Byzantine messages each takes
/// @param known ballots whose certificate anybody can have without a Byzantine message
record Menu(int id, List<Integer> actions, List<Integer> costs, BitSet known) {}
