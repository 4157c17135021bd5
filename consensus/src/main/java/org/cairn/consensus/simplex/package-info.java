/// The finality engine: accountable, stake-weighted Simplex as a pure state machine. Owned by the
/// consensus thread. Time, disk, network and execution enter as inputs and leave as effects; the
/// package calls no clock, no random source and no thread.
@NullMarked
package org.cairn.consensus.simplex;

import org.jspecify.annotations.NullMarked;
