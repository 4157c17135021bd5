package org.cairn.core.types;

/// Checks that stay on in production.
public final class Invariant {
  private Invariant() {}

  /// @throws InvariantViolation when the condition does not hold
  public static void check(boolean holds, String what) {
    if (!holds) {
      throw new InvariantViolation(what);
    }
  }
}
