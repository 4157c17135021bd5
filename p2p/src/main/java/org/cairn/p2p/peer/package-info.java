/// The network as the rest of the node sees it: peers, channels, messages, requests; and the rules
/// about peers that need no socket: faults, bans, the bounded inbox. Callbacks run on the inbox
/// thread, never on the network loop.
@NullMarked
package org.cairn.p2p.peer;

import org.jspecify.annotations.NullMarked;
