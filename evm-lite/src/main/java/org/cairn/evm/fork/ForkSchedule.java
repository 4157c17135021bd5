package org.cairn.evm.fork;

import java.util.ArrayList;
import java.util.List;

/// When each fork and each change of the blob parameters comes into force on a chain: by block
/// number up to Paris, by timestamp from Shanghai on.
public record ForkSchedule(long chainId, List<Activation> activations, List<BlobChange> blobs) {
  /// A fork and the block number (to Paris) or timestamp in seconds (from Shanghai) it starts at.
  public record Activation(Fork fork, long at) {}

  /// Blob parameters and the timestamp they hold from.
  public record BlobChange(long timestampSeconds, BlobParameters parameters) {}

  /// @throws IllegalArgumentException when the activations are not in the order of the forks and of
  ///   their numbers and times, or the blob changes not in that of their times
  public ForkSchedule {
    activations = List.copyOf(activations);
    blobs = List.copyOf(blobs);
    for (int i = 1; i < activations.size(); i++) {
      Activation before = activations.get(i - 1);
      Activation next = activations.get(i);
      boolean sameClock = isByTime(before.fork) == isByTime(next.fork);
      if (before.fork.compareTo(next.fork) >= 0 || (sameClock && next.at < before.at)) {
        throw new IllegalArgumentException(next.fork + " cannot follow " + before.fork);
      }
    }
    for (int i = 1; i < blobs.size(); i++) {
      if (blobs.get(i).timestampSeconds < blobs.get(i - 1).timestampSeconds) {
        throw new IllegalArgumentException("blob parameters are not in the order of time");
      }
    }
  }

  /// All forks up to one in force from genesis, with its own blob parameters.
  public static ForkSchedule fromGenesis(long chainId, Fork fork) {
    List<Activation> activations = new ArrayList<>();
    for (Fork each : Fork.values()) {
      if (fork.isAtLeast(each)) {
        activations.add(new Activation(each, 0));
      }
    }
    return new ForkSchedule(chainId, activations, List.of());
  }

  /// The rules of the block with that number and time.
  public Rules at(long number, long timestampSeconds) {
    Fork fork = Fork.FRONTIER;
    for (Activation activation : activations) {
      boolean byTime = isByTime(activation.fork);
      if (activation.at <= (byTime ? timestampSeconds : number)) {
        fork = activation.fork;
      }
    }
    BlobParameters parameters = BlobParameters.of(fork);
    for (BlobChange change : blobs) {
      if (change.timestampSeconds <= timestampSeconds) {
        parameters = change.parameters;
      }
    }
    return new Rules(chainId, fork, parameters);
  }

  private static boolean isByTime(Fork fork) {
    return fork.isAtLeast(Fork.SHANGHAI);
  }
}
