package org.cairn.evm.tx;

import java.util.Map;

/// Why a transaction is not valid, with the message that clients know and, by name, what it says.
public record Refusal(Reason reason, String message, Map<String, String> figures) {
  public Refusal {
    figures = Map.copyOf(figures);
  }

  public Refusal(Reason reason, String message) {
    this(reason, message, Map.of());
  }

  /// The rule that it breaks.
  public enum Reason {
    TYPE_NOT_SUPPORTED,
    WRONG_CHAIN,
    NONCE_TOO_LOW,
    NONCE_TOO_HIGH,
    NONCE_AT_LIMIT,
    INTRINSIC_GAS,
    FLOOR_GAS,
    GAS_LIMIT_TOO_HIGH,
    EXCEEDS_BLOCK_GAS,
    TIP_ABOVE_FEE_CAP,
    FEE_CAP_BELOW_BASE_FEE,
    INSUFFICIENT_FUNDS,
    SENDER_HAS_CODE,
    INITCODE_TOO_LONG,
    NO_BLOBS,
    TOO_MANY_BLOBS,
    BLOB_HASH_VERSION,
    BLOB_FEE_CAP_BELOW_BASE_FEE,
    NO_AUTHORIZATIONS
  }
}
