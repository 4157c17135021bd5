package org.cairn.core.types;

/// A block's number: genesis is 0.
public record Height(long value) implements Comparable<Height> {
  public static final Height ZERO = new Height(0);

  /// @throws IllegalArgumentException when the value is negative
  public Height {
    if (value < 0) {
      throw new IllegalArgumentException("Height is negative: " + value);
    }
  }

  public Height next() {
    return new Height(Math.addExact(value, 1));
  }

  @Override
  public int compareTo(Height other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
