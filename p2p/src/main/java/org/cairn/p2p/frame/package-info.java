/// What travels on a connection: length-prefixed frames with a limit for each kind, their fields,
/// and the bounded queue of frames that wait to be sent. Free of sockets; the reader belongs to the
/// network loop, the queue may be filled from any thread.
@NullMarked
package org.cairn.p2p.frame;

import org.jspecify.annotations.NullMarked;
