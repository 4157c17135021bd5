/// Checking finality from outside: proofs against a validator set, without running the engine.
@NullMarked
package org.cairn.consensus.light;

import org.jspecify.annotations.NullMarked;
