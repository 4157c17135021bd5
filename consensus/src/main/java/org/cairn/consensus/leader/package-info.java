/// Who leads which view: a public schedule in exact proportion to stake, fixed by the epoch's seed.
@NullMarked
package org.cairn.consensus.leader;

import org.jspecify.annotations.NullMarked;
