/// The vote journal: what has to be durable before a message leaves the process. Written by the
/// consensus thread, or the one thread that flushes for it; read once, at start.
@NullMarked
package org.cairn.consensus.journal;

import org.jspecify.annotations.NullMarked;
