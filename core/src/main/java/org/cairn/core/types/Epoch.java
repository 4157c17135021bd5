package org.cairn.core.types;

/// A period with one validator set: genesis opens epoch 0.
public record Epoch(long value) implements Comparable<Epoch> {
  public static final Epoch ZERO = new Epoch(0);

  /// @throws IllegalArgumentException when the value is negative
  public Epoch {
    if (value < 0) {
      throw new IllegalArgumentException("Epoch is negative: " + value);
    }
  }

  public Epoch next() {
    return new Epoch(Math.addExact(value, 1));
  }

  @Override
  public int compareTo(Epoch other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
