/// Deliberate breaches of the protocol's rules, and the proof that the simulator and the unit tests
/// see them. A mutant changes a few instructions of compiled classes while a loader of its own
/// loads them; nothing in the production code knows of it.
@NullMarked
package org.cairn.consensus.mutants;

import org.jspecify.annotations.NullMarked;
