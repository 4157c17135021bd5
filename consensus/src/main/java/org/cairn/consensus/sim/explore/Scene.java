package org.cairn.consensus.sim.explore;

import org.jspecify.annotations.Nullable;

/// What follows from what the honest have said, whatever else their states are.
///
/// @param menu what can happen to any of them
/// @param honest the same when the Byzantine have fallen silent
/// @param isFinal whether one has given out a final block
/// @param broken the rule that is broken, if any
record Scene(Menu menu, Menu honest, boolean isFinal, @Nullable String broken) {}
