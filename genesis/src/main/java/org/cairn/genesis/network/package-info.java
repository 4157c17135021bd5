/// Network folders: what `cairn genesis` writes and a devnet starts from. Touches the disk; called
/// from the command line only.
@NullMarked
package org.cairn.genesis.network;

import org.jspecify.annotations.NullMarked;
