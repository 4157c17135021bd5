package org.cairn.core.types;

/// Voting weight, in the increments that the chain specification fixes.
public record Stake(long value) implements Comparable<Stake> {
  public static final Stake ZERO = new Stake(0);

  /// @throws IllegalArgumentException when the value is negative
  public Stake {
    if (value < 0) {
      throw new IllegalArgumentException("Stake is negative: " + value);
    }
  }

  public Stake plus(Stake other) {
    return new Stake(Math.addExact(value, other.value));
  }

  @Override
  public int compareTo(Stake other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
