package org.cairn.p2p.peer;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.cairn.core.types.Bytes;

/// The peers of this node and the ways to reach them. All methods may be called from any thread and
/// none of them blocks; what is sent waits in a bounded queue per peer (see
/// [org.cairn.p2p.frame.Priority] for what happens when one is full).
public interface Network {
  int MAX_REQUEST_BYTES = 64 << 10;
  int MAX_RESPONSE_BYTES = 10 << 20;

  /// This node.
  PeerId self();

  /// Queues a message for one peer; false when it is not connected or its queue is full.
  ///
  /// @throws IllegalArgumentException when the message is beyond the channel's limit
  boolean send(PeerId peer, Channel channel, Bytes message);

  /// Queues messages for one peer, which leave together if they fit; false when it is not connected
  /// or one of them is lost.
  ///
  /// @throws IllegalArgumentException when a message is beyond the channel's limit
  boolean send(PeerId peer, Channel channel, List<Bytes> messages);

  /// Queues a message for every peer and returns for how many.
  int broadcast(Channel channel, Bytes message);

  /// Queues a message for every peer that has proven the key of a validator of the current set, and
  /// returns for how many.
  int broadcastToValidators(Channel channel, Bytes message);

  /// Queues a message for the peers that have proven this validator's key; false when there is none
  /// or its queue is full.
  boolean sendToValidator(Bytes validator, Channel channel, Bytes message);

  /// Asks a peer. The future completes on the inbox thread, exceptionally with a
  /// [RequestException]; what hangs on it must not block.
  ///
  /// @param kind 0 to 255; kinds have meaning only to those who serve them
  CompletableFuture<Bytes> request(PeerId peer, int kind, Bytes body, Duration timeout);

  /// Ends the connection to a peer, telling it why, and refuses it for a while.
  void disconnect(PeerId peer, DisconnectReason reason, Duration ban);

  /// Notes a small fault of a peer: useless, late or superfluous data. Too many of them in short
  /// time end the connection.
  void fault(PeerId peer, String what);

  /// The connected peers.
  List<PeerInfo> peers();

  /// Replaces the set of validators (48-byte BLS keys), whose nodes get reserved places and are
  /// dialed at any time.
  void validators(Set<Bytes> validators);

  /// Whether a peer has proven the key of a validator of the current set.
  boolean isValidator(PeerInfo peer);

  NetworkCounters counters();
}
