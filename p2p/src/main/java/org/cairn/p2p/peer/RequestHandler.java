package org.cairn.p2p.peer;

import org.cairn.core.types.Bytes;
import org.jspecify.annotations.Nullable;

/// Answers requests of one kind. Each call has a virtual thread of its own and may read from disk.
@FunctionalInterface
public interface RequestHandler {
  /// The answer, at most [Network#MAX_RESPONSE_BYTES]; nothing when this node does not have what
  /// was asked for. A [org.cairn.core.rlp.DecodingException] disconnects and bans the peer.
  @Nullable Bytes answer(PeerInfo peer, Bytes request);
}
