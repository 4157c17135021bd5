package org.cairn.consensus.sim.report;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.sim.world.Latency;

/// Delays between data centres of a large cloud, as commonly measured: half of the round trip in
/// milliseconds, rounded.
public final class Regions {
  public static final List<String> NAMES =
      List.of(
          "Virginia",
          "Oregon",
          "Montreal",
          "Dublin",
          "Frankfurt",
          "Stockholm",
          "Tokyo",
          "Singapore",
          "Sydney",
          "Mumbai",
          "Sao Paulo");

  /// Within a region, between its data centres.
  private static final int INSIDE_MILLIS = 1;

  /// Row by row, each against the regions after it.
  private static final int[][] ONE_WAY_MILLIS = {
    {32, 8, 34, 46, 55, 74, 109, 99, 95, 57},
    {30, 62, 72, 79, 49, 82, 70, 110, 88},
    {35, 46, 53, 72, 106, 99, 95, 63},
    {13, 20, 101, 87, 128, 61, 89},
    {11, 113, 80, 125, 56, 101},
    {122, 89, 136, 68, 108},
    {35, 53, 64, 129},
    {46, 30, 161},
    {76, 156},
    {150},
    {}
  };

  private Regions() {}

  /// The region of a validator: they are dealt to all regions in turn.
  static int of(int validator) {
    return validator % NAMES.size();
  }

  static long oneWayMillis(int from, int to) {
    if (from == to) {
      return INSIDE_MILLIS;
    }
    int low = Math.min(from, to);
    return ONE_WAY_MILLIS[low][Math.max(from, to) - low - 1];
  }

  /// Validators spread over all regions.
  public static Latency.Matrix matrix(int validators) {
    List<List<Long>> rows = new ArrayList<>();
    for (int from = 0; from < validators; from++) {
      List<Long> row = new ArrayList<>();
      for (int to = 0; to < validators; to++) {
        row.add(oneWayMillis(of(from), of(to)));
      }
      rows.add(row);
    }
    return new Latency.Matrix(rows);
  }
}
