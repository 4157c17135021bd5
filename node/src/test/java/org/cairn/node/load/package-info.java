/// A load generator for HTTP and WebSocket servers that costs little itself: one thread, one
/// selector, connections that are kept. For benchmarks only; it shares the machine with what it
/// measures, so that it must not be what is measured.
@NullMarked
package org.cairn.node.load;

import org.jspecify.annotations.NullMarked;
