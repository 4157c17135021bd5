package org.cairn.p2p.peer;

/// Why a connection ends, as one side tells the other before it closes.
public enum DisconnectReason {
  WRONG_VERSION(0x01, "speaks another protocol version"),
  WRONG_CHAIN(0x02, "is on another chain id"),
  WRONG_GENESIS(0x03, "has another genesis block"),
  SELF_CONNECTION(0x04, "is this node itself"),
  DUPLICATE(0x05, "is connected already"),
  TOO_MANY_PEERS(0x06, "found no free place"),
  BANNED(0x07, "is banned"),
  WRONG_IDENTITY(0x08, "claims or should have another node id than its TLS key gives"),
  BAD_VALIDATOR_PROOF(0x09, "claims a validator key that it cannot prove"),
  HANDSHAKE_TIMEOUT(0x0a, "did not complete the handshake in time"),
  MALFORMED(0x10, "sent bytes that cannot be decoded"),
  MISBEHAVED(0x11, "broke a protocol rule"),
  TOO_MANY_FAULTS(0x12, "used up its allowance of small faults"),
  TOO_SLOW(0x13, "does not take its messages fast enough"),
  IDLE(0x14, "was silent for too long"),
  REPLACED(0x15, "opened a newer connection"),
  SHUTDOWN(0x16, "shuts down"),
  /// Never sent: the connection broke or the peer closed it without a word.
  CONNECTION_LOST(0xff, "is gone");

  private final int code;
  private final String text;

  DisconnectReason(int code, String text) {
    this.code = code;
    this.text = text;
  }

  public int code() {
    return code;
  }

  /// The reason as the end of a sentence whose subject is the peer.
  public String text() {
    return text;
  }

  /// The reason with that code; [#CONNECTION_LOST] for codes that this version does not know.
  public static DisconnectReason of(int code) {
    for (DisconnectReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    return CONNECTION_LOST;
  }

  /// Whether a new attempt under the same configuration is bound to end alike.
  public boolean isPermanent() {
    return switch (this) {
      case WRONG_VERSION, WRONG_CHAIN, WRONG_GENESIS, SELF_CONNECTION, WRONG_IDENTITY -> true;
      case DUPLICATE,
          TOO_MANY_PEERS,
          BANNED,
          BAD_VALIDATOR_PROOF,
          HANDSHAKE_TIMEOUT,
          MALFORMED,
          MISBEHAVED,
          TOO_MANY_FAULTS,
          TOO_SLOW,
          IDLE,
          REPLACED,
          SHUTDOWN,
          CONNECTION_LOST ->
          false;
    };
  }
}
