/// Tests of what is fixed in an epoch.
@NullMarked
package org.cairn.consensus.epoch;

import org.jspecify.annotations.NullMarked;
