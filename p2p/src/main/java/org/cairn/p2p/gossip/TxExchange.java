package org.cairn.p2p.gossip;

import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.p2p.peer.PeerInfo;
import org.jspecify.annotations.Nullable;

/// The pool as gossip needs it. Called on the inbox thread: look up, hand over and return.
public interface TxExchange {
  /// Transactions that this node has not seen lately came from a peer. Those that turn out good are
  /// to be passed to [TxGossip#announce], with the peer.
  void received(PeerInfo from, List<Tx> transactions);

  /// A transaction that this node can hand out.
  @Nullable Bytes encoded(Hash hash);

  /// Transactions to tell a new peer of, best first, at most so many.
  List<Tx> pending(int limit);
}
