package org.cairn.evm.fork;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// When each fork and each change of the blob parameters comes into force on a chain: by block
/// number up to Paris, by timestamp from Shanghai on.
///
/// A chain that began with proof of work may come to Paris by its total difficulty instead
/// (EIP-3675). Then no number tells where that was, but each header does: its difficulty is zero
/// from Paris on. `terminalTotalDifficulty` is absent on a chain that began with proof of stake.
public record ForkSchedule(
    long chainId,
    List<Activation> activations,
    List<BlobChange> blobs,
    @Nullable UInt256 terminalTotalDifficulty) {
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

  /// The schedule of a chain whose forks all start at numbers and times.
  public ForkSchedule(long chainId, List<Activation> activations, List<BlobChange> blobs) {
    this(chainId, activations, blobs, null);
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

  /// The rules of a block, from its header.
  public Rules at(BlockHeader header) {
    long number = header.number();
    long timestamp = header.timestampSeconds();
    if (terminalTotalDifficulty == null) {
      return at(number, timestamp);
    }
    if (!header.difficulty().isZero()) {
      return rules(latest(number, timestamp, Fork.GRAY_GLACIER), timestamp);
    }
    Fork fork = latest(number, timestamp, Fork.LATEST);
    return rules(fork.isAtLeast(Fork.PARIS) ? fork : Fork.PARIS, timestamp);
  }

  /// The rules of the block with that number and time, an unsigned integer. For a chain that came
  /// to Paris by its total difficulty, [#at(BlockHeader)] knows the blocks between Paris and
  /// Shanghai better.
  public Rules at(long number, long timestampSeconds) {
    return rules(latest(number, timestampSeconds, Fork.LATEST), timestampSeconds);
  }

  /// The latest fork in force, none of those after the given one counted.
  private Fork latest(long number, long timestampSeconds, Fork last) {
    Fork fork = Fork.FRONTIER;
    for (Activation activation : activations) {
      boolean byTime = isByTime(activation.fork);
      long now = byTime ? timestampSeconds : number;
      if (Long.compareUnsigned(activation.at, now) <= 0 && last.isAtLeast(activation.fork)) {
        fork = activation.fork;
      }
    }
    return fork;
  }

  private Rules rules(Fork fork, long timestampSeconds) {
    BlobParameters parameters = BlobParameters.of(fork);
    for (BlobChange change : blobs) {
      if (Long.compareUnsigned(change.timestampSeconds, timestampSeconds) <= 0) {
        parameters = change.parameters;
      }
    }
    return new Rules(chainId, fork, parameters);
  }

  private static boolean isByTime(Fork fork) {
    return fork.isAtLeast(Fork.SHANGHAI);
  }
}
