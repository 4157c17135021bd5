package org.cairn.consensus.message;

/// A view of an epoch, in the order in which rounds follow one another. View 0 is the epoch's root,
/// which nobody votes for.
public record Round(long epoch, long view) implements Comparable<Round> {
  /// Before every round that anybody votes in.
  public static final Round START = new Round(0, 0);

  /// @throws IllegalArgumentException when a component is negative
  public Round {
    if (epoch < 0 || view < 0) {
      throw new IllegalArgumentException("Round is negative: " + epoch + "/" + view);
    }
  }

  public boolean isAfter(Round other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Round other) {
    int byEpoch = Long.compare(epoch, other.epoch);
    return byEpoch != 0 ? byEpoch : Long.compare(view, other.view);
  }

  @Override
  public String toString() {
    return epoch + "/" + view;
  }
}
