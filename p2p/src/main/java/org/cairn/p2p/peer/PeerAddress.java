package org.cairn.p2p.peer;

import org.jspecify.annotations.Nullable;

/// Where to find a peer, and who it must turn out to be when that is known.
public record PeerAddress(@Nullable PeerId id, HostPort at) {
  /// Reads `host:port` or `id@host:port`.
  ///
  /// @throws IllegalArgumentException when the text is neither
  public static PeerAddress parse(String text) {
    int sign = text.indexOf('@');
    return sign < 0
        ? new PeerAddress(null, HostPort.parse(text))
        : new PeerAddress(
            PeerId.fromHex(text.substring(0, sign)), HostPort.parse(text.substring(sign + 1)));
  }

  @Override
  public String toString() {
    return id == null ? at.toString() : id + "@" + at;
  }
}
