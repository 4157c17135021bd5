/// Who may become a peer: the greeting, the validator's proof, and the rules by which one side
/// admits or refuses the other. Free of sockets and clocks; owned by the network loop.
@NullMarked
package org.cairn.p2p.handshake;

import org.jspecify.annotations.NullMarked;
