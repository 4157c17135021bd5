/// Transaction gossip over the network's transaction channel: push to validators, announce to the
/// rest, pull what was announced. Transactions are opaque bytes named by their Keccak-256.
@NullMarked
package org.cairn.p2p.gossip;

import org.jspecify.annotations.NullMarked;
