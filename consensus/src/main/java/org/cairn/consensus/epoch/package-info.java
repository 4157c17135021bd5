/// Who votes, with what weight, and over which chain: the fixed facts of one epoch. Immutable
/// values, usable from any thread.
@NullMarked
package org.cairn.consensus.epoch;

import org.jspecify.annotations.NullMarked;
