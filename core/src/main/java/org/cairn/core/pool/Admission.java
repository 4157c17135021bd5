package org.cairn.core.pool;

/// What became of a transaction that was offered to the pool.
public sealed interface Admission {
  /// It waits in the pool, ready for a block or behind a nonce gap.
  record Accepted() implements Admission {}

  /// It does not. The message is the one that clients know, ready for JSON-RPC.
  record Rejected(Reason reason, String message) implements Admission {}

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
    /// The rules of the fork say no: chain id, intrinsic gas, gas cap, fee fields, ...
    AGAINST_RULES
  }
}
