package org.cairn.core.pool;

import java.util.Map;

/// What became of a transaction that was offered to the pool.
public sealed interface Admission {
  /// It waits in the pool, ready for a block or behind a nonce gap.
  record Accepted() implements Admission {}

  /// It does not. The message is the one that clients know, ready for JSON-RPC; the figures are
  /// what it says, by name.
  record Rejected(Reason reason, String message, Map<String, String> figures) implements Admission {
    public Rejected {
      figures = Map.copyOf(figures);
    }

    public Rejected(Reason reason, String message) {
      this(reason, message, Map.of());
    }
  }

  /// Why a transaction is not taken.
  enum Reason {
    ALREADY_KNOWN,
    NONCE_TOO_LOW,
    NONCE_TOO_HIGH,
    INSUFFICIENT_FUNDS,
    UNDERPRICED,
    REPLACEMENT_UNDERPRICED,
    FEE_CAP_BELOW_BASE_FEE,
    EXCEEDS_BLOCK_GAS_LIMIT,
    TYPE_NOT_SUPPORTED,
    TOO_LARGE,
    SENDER_HAS_CODE,
    SENDER_LIMIT,
    MISSING_SIDECAR,
    WRONG_CHAIN,
    NONCE_AT_LIMIT,
    INTRINSIC_GAS,
    FLOOR_GAS,
    GAS_LIMIT_TOO_HIGH,
    TIP_ABOVE_FEE_CAP,
    INITCODE_TOO_LONG,
    NO_BLOBS,
    TOO_MANY_BLOBS,
    BLOB_HASH_VERSION,
    BLOB_FEE_CAP_BELOW_BASE_FEE,
    NO_AUTHORIZATIONS
  }
}
