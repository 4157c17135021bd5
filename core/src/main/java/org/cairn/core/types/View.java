package org.cairn.core.types;

/// An attempt to agree on a block within an epoch; view 0 is the epoch's root.
public record View(long value) implements Comparable<View> {
  public static final View ZERO = new View(0);

  /// @throws IllegalArgumentException when the value is negative
  public View {
    if (value < 0) {
      throw new IllegalArgumentException("View is negative: " + value);
    }
  }

  public View next() {
    return new View(Math.addExact(value, 1));
  }

  @Override
  public int compareTo(View other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
