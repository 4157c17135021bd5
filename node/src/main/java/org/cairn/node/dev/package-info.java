/// A development chain: one node without consensus, in memory, that makes blocks when it is told to
/// and can be taken back. One lock guards what changes; reads come from any thread. Never part of a
/// node with peers.
@NullMarked
package org.cairn.node.dev;

import org.jspecify.annotations.NullMarked;
