package org.cairn.evm.precompile;

import org.jspecify.annotations.Nullable;

/// A contract of the protocol. The input is a range of an array that may be the caller's memory: it
/// is read only during the call and never written to. Bytes beyond the range do not count as input,
/// even where a precompile reads its input as if followed by zeros.
public interface Precompile {
  /// A price that no gas limit reaches, for inputs whose price does not fit a long.
  long UNPAYABLE_GAS = Long.MAX_VALUE;

  /// The gas that a run on this input costs, known before it and due whether it succeeds or not.
  long gas(byte[] input, int offset, int lengthBytes);

  /// The output, a new array that the caller owns, or nothing when the input is refused: the call
  /// then fails and consumes all gas that it was given.
  byte @Nullable [] run(byte[] input, int offset, int lengthBytes);
}
