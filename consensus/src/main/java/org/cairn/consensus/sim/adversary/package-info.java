/// Validators that break the protocol, a class for each way. They see only what reaches their own
/// node, sign with their own keys alone, and take their chances from the world's seed.
@NullMarked
package org.cairn.consensus.sim.adversary;

import org.jspecify.annotations.NullMarked;
