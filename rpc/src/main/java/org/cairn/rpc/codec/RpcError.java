package org.cairn.rpc.codec;

import org.jspecify.annotations.Nullable;

/// The error object of a response. Codes and texts are those that clients match on; docs/rpc.md has
/// the table.
public record RpcError(int code, String message, @Nullable Answer data) {
  public static final int PARSE_ERROR = -32700;
  public static final int INVALID_REQUEST = -32600;
  public static final int METHOD_NOT_FOUND = -32601;
  public static final int INVALID_PARAMS = -32602;
  public static final int INTERNAL = -32603;
  public static final int SERVER = -32000;
  public static final int NOTIFICATIONS_UNSUPPORTED = -32001;
  public static final int RESPONSE_TOO_LARGE = -32003;

  /// Clients take it as "try again later", so it is for what passes by itself only.
  public static final int LIMIT_EXCEEDED = -32005;

  public static final int REVERTED = 3;
  public static final int TIMED_OUT = 4;

  // eth_simulateV1 has codes of its own.
  public static final int SIMULATED_NONCE_TOO_LOW = -38010;
  public static final int SIMULATED_NONCE_TOO_HIGH = -38011;
  public static final int SIMULATED_FEE_TOO_LOW = -38012;
  public static final int SIMULATED_GAS_TOO_LOW = -38013;
  public static final int SIMULATED_FUNDS_TOO_LOW = -38014;
  public static final int BLOCK_GAS_USED_UP = -38015;
  public static final int BLOCK_NUMBERS_NOT_RISING = -38020;
  public static final int BLOCK_TIMES_NOT_RISING = -38021;
  public static final int PRECOMPILE_MOVED_TO_ITSELF = -38022;
  public static final int SIMULATED_INITCODE_TOO_LONG = -38025;
  public static final int TOO_MUCH_TO_SIMULATE = -38026;
  public static final int SIMULATED_FAILURE = -32015;

  public RpcError(int code, String message) {
    this(code, message, null);
  }
}
