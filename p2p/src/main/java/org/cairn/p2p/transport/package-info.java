/// Connections: TCP with mutual TLS 1.3 on Vert.x. One event loop, the network loop, owns every
/// socket, the table of sessions and the dialing; it never blocks, verifies or decodes what is
/// above frames and handshakes.
@NullMarked
package org.cairn.p2p.transport;

import org.jspecify.annotations.NullMarked;
