/// What the deterministic simulator stands on: signatures, signers and watermarks in memory. The
/// world, its adversaries and its oracles are the packages below. One thread, no clock, no disk.
@NullMarked
package org.cairn.consensus.sim;

import org.jspecify.annotations.NullMarked;
