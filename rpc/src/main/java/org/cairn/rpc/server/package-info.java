/// The HTTP and WebSocket server. Sockets, headers and frames are handled on Vert.x event loops,
/// which never block; messages are parsed, executed and answered on virtual threads. Every queue
/// between the two is bounded and refuses when it is full.
@NullMarked
package org.cairn.rpc.server;

import org.jspecify.annotations.NullMarked;
