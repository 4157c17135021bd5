/// The HTTP and WebSocket server. Sockets, headers and frames are handled on Vert.x event loops,
/// which answer look-ups themselves; what computes runs on threads of its own, what waits on
/// virtual threads. Every queue between them is bounded and refuses when it is full, and so are
/// connections, their patience and the memory of their answers.
@NullMarked
package org.cairn.rpc.server;

import org.jspecify.annotations.NullMarked;
