/// The world state: accounts and slots, what a block changes in them, in-memory layers of
/// unfinalized blocks over the finalized flat state, and the state root.
@NullMarked
package org.cairn.core.state;

import org.jspecify.annotations.NullMarked;
