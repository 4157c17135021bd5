package org.cairn.core.types;

import org.jspecify.annotations.Nullable;

/// Checks that stay on in production.
public final class Invariant {
  private Invariant() {}

  /// @throws InvariantViolation when the condition does not hold
  public static void check(boolean holds, String what) {
    if (!holds) {
      throw new InvariantViolation(what);
    }
  }

  /// The value, which cannot be absent.
  ///
  /// @throws InvariantViolation when it is
  public static <T> T present(@Nullable T value, String what) {
    if (value == null) {
      throw new InvariantViolation(what);
    }
    return value;
  }
}
