package org.cairn.consensus.sim.campaign;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.sim.world.Latency;
import org.jspecify.annotations.Nullable;

/// What the user, or the minimizer, wants of a seed beside its chances. Whatever is left open is
/// drawn from the seed; what is fixed does not change what is drawn for the rest.
///
/// @param validators how many, or 0 to draw
/// @param strategies of the corrupt; empty to draw
/// @param latency or null to draw
/// @param seconds of virtual time
/// @param overThird corrupts more stake than the protocol bears
/// @param corrupt places of the drawn list of corrupt validators that stay, or null for all
/// @param mishaps places of the drawn list of mishaps that stay, or null for all
/// @param quiet no loss, no duplicates
/// @param staking whether blocks move stake
public record Options(
    int validators,
    List<String> strategies,
    @Nullable Latency latency,
    long seconds,
    boolean overThird,
    @Nullable List<Integer> corrupt,
    @Nullable List<Integer> mishaps,
    boolean quiet,
    boolean staking) {
  /// Virtual time of a run in which blocks move stake.
  private static final long STAKING_SECONDS = 8;

  public Options {
    strategies = List.copyOf(strategies);
    corrupt = corrupt == null ? null : List.copyOf(corrupt);
    mishaps = mishaps == null ? null : List.copyOf(mishaps);
  }

  public static Options standard() {
    return new Options(0, List.of(), null, 120, false, null, null, false, false);
  }

  /// Runs in which blocks move stake: short ones, with epochs of a few blocks.
  public static Options ofStaking() {
    return new Options(0, List.of(), null, STAKING_SECONDS, false, null, null, false, true);
  }

  public Options withValidators(int count) {
    return new Options(
        count, strategies, latency, seconds, overThird, corrupt, mishaps, quiet, staking);
  }

  public Options withStrategies(List<String> names) {
    return new Options(
        validators, names, latency, seconds, overThird, corrupt, mishaps, quiet, staking);
  }

  public Options withLatency(@Nullable Latency wanted) {
    return new Options(
        validators, strategies, wanted, seconds, overThird, corrupt, mishaps, quiet, staking);
  }

  public Options withSeconds(long wanted) {
    return new Options(
        validators, strategies, latency, wanted, overThird, corrupt, mishaps, quiet, staking);
  }

  public Options withOverThird(boolean wanted) {
    return new Options(
        validators, strategies, latency, seconds, wanted, corrupt, mishaps, quiet, staking);
  }

  public Options withCorrupt(List<Integer> kept) {
    return new Options(
        validators, strategies, latency, seconds, overThird, kept, mishaps, quiet, staking);
  }

  public Options withMishaps(List<Integer> kept) {
    return new Options(
        validators, strategies, latency, seconds, overThird, corrupt, kept, quiet, staking);
  }

  public Options withQuiet() {
    return new Options(
        validators, strategies, latency, seconds, overThird, corrupt, mishaps, true, staking);
  }

  /// Those of a drawn list that stay.
  static <T> List<T> kept(List<T> drawn, @Nullable List<Integer> places) {
    if (places == null) {
      return drawn;
    }
    List<T> kept = new ArrayList<>();
    for (int place : places) {
      if (place >= 0 && place < drawn.size()) {
        kept.add(drawn.get(place));
      }
    }
    return kept;
  }

  /// The command line that replays a seed with these options.
  public String command(long seed) {
    StringBuilder line = new StringBuilder("cairn simulate --seeds 1 --from " + seed);
    if (validators > 0) {
      line.append(" --validators ").append(validators);
    }
    if (!strategies.isEmpty()) {
      line.append(" --adversaries ").append(String.join(",", strategies));
    }
    if (latency != null) {
      line.append(" --latency ").append(LatencyText.format(latency));
    }
    if (staking) {
      line.append(" --staking");
    }
    if (seconds != (staking ? ofStaking() : standard()).seconds()) {
      line.append(" --seconds ").append(seconds);
    }
    if (overThird) {
      line.append(" --over-third");
    }
    if (corrupt != null) {
      line.append(" --only-corrupt ").append(places(corrupt));
    }
    if (mishaps != null) {
      line.append(" --only-mishaps ").append(places(mishaps));
    }
    if (quiet) {
      line.append(" --quiet-network");
    }
    return line.toString();
  }

  private static String places(List<Integer> places) {
    return places.isEmpty()
        ? "none"
        : String.join(",", places.stream().map(String::valueOf).toList());
  }
}
