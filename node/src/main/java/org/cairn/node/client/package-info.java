/// A node's JSON-RPC from the outside, as the command line uses it: questions, and transactions of
/// one account. Blocking calls on the caller's thread.
@NullMarked
package org.cairn.node.client;

import org.jspecify.annotations.NullMarked;
