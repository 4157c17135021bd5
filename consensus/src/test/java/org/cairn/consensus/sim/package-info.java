/// The deterministic simulator: engines on a virtual network, disk and clock, all from one seed,
/// with named adversaries and oracles that restate the rules.
@NullMarked
package org.cairn.consensus.sim;

import org.jspecify.annotations.NullMarked;
