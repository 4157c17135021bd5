/// Proof of stake: who may vote with what weight, what validators earn and lose, and how they come
/// and go, as a pure function from a state and a block to the next state. Immutable values, usable
/// from any thread; no clock, no disk, no cryptography of its own but hashes.
@NullMarked
package org.cairn.consensus.staking;

import org.jspecify.annotations.NullMarked;
