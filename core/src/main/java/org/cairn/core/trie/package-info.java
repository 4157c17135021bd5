/// Merkle-Patricia tries: roots of complete tries built in one pass over sorted leaves, and the
/// updatable trie whose nodes are kept under their path, one version each. Runs on any thread; no
/// clock, no disk: nodes come and go through [org.cairn.core.trie.NodeSource] and
/// [org.cairn.core.trie.NodeSink].
@NullMarked
package org.cairn.core.trie;

import org.jspecify.annotations.NullMarked;
