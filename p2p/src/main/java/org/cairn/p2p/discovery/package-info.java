/// Whom to dial and when: the bounded table of known addresses, the back-off after failures, and
/// the frame in which peers tell each other of further ones. Free of sockets and clocks; owned by
/// the network loop.
@NullMarked
package org.cairn.p2p.discovery;

import org.jspecify.annotations.NullMarked;
