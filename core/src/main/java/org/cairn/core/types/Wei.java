package org.cairn.core.types;

/// An amount of the chain's currency in wei, 10^-18 of a coin. Arithmetic is exact.
public record Wei(UInt256 value) implements Comparable<Wei> {
  public static final Wei ZERO = new Wei(UInt256.ZERO);
  public static final long PER_GWEI = 1_000_000_000L;

  public static Wei of(long wei) {
    return wei == 0 ? ZERO : new Wei(UInt256.of(wei));
  }

  public static Wei ofGwei(long gwei) {
    return new Wei(UInt256.of(gwei).times(PER_GWEI));
  }

  public Wei plus(Wei other) {
    return new Wei(value.plus(other.value));
  }

  public Wei minus(Wei other) {
    return new Wei(value.minus(other.value));
  }

  public Wei times(long factor) {
    return new Wei(value.times(factor));
  }

  public Wei min(Wei other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public boolean isZero() {
    return value.isZero();
  }

  @Override
  public int compareTo(Wei other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
