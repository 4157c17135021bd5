/// Hostile input for the decoders and for the engine itself; every failure prints its seed.
@NullMarked
package org.cairn.consensus.fuzz;

import org.jspecify.annotations.NullMarked;
