package org.cairn.consensus.sim.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A line chart as SVG: one row of labels below, milliseconds on the left, a line for each series.
final class Chart {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int TOP = 56;
  private static final int PLOT_WIDTH = 500;
  private static final int PLOT_HEIGHT = 290;
  private static final int GRID_LINES = 5;
  private static final List<String> COLOURS =
      List.of("#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#b9770e", "#555555");

  private record Series(String name, List<Double> values, boolean dashed) {}

  private final String title;
  private final String below;
  private final List<String> labels;
  private final List<Series> series = new ArrayList<>();

  Chart(String title, String below, List<String> labels) {
    this.title = title;
    this.below = below;
    this.labels = List.copyOf(labels);
  }

  Chart line(String name, List<Double> values) {
    series.add(new Series(name, List.copyOf(values), false));
    return this;
  }

  /// For bounds and the like.
  Chart dashed(String name, List<Double> values) {
    series.add(new Series(name, List.copyOf(values), true));
    return this;
  }

  String svg() {
    double highest =
        series.stream().flatMap(s -> s.values().stream()).mapToDouble(v -> v).max().orElse(1);
    double top = roundUp(highest);
    StringBuilder out = new StringBuilder();
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                .formatted(WIDTH, HEIGHT)
            + " font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(out, LEFT, 28, "start", "font-size=\"16\"", title);
    grid(out, top);
    for (int i = 0; i < labels.size(); i++) {
      text(out, x(i), TOP + PLOT_HEIGHT + 18, "middle", "", labels.get(i));
    }
    text(out, LEFT + PLOT_WIDTH / 2.0, TOP + PLOT_HEIGHT + 42, "middle", "", below);
    for (int i = 0; i < series.size(); i++) {
      draw(out, i, top);
    }
    return out.append("</svg>\n").toString();
  }

  private static double roundUp(double highest) {
    double step = Math.pow(10, Math.floor(Math.log10(Math.max(1, highest))));
    return Math.ceil(highest / step * 2) / 2 * step;
  }

  private double x(int place) {
    int gaps = Math.max(1, labels.size() - 1);
    return LEFT + 12 + (PLOT_WIDTH - 24.0) * place / gaps;
  }

  private static double y(double value, double top) {
    return TOP + PLOT_HEIGHT * (1 - value / top);
  }

  private static void grid(StringBuilder out, double top) {
    for (int i = 0; i <= GRID_LINES; i++) {
      double value = top * i / GRID_LINES;
      double y = y(value, top);
      out.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n",
              LEFT,
              y,
              LEFT + PLOT_WIDTH,
              y));
      text(out, LEFT - 8, y + 4, "end", "", String.format(Locale.ROOT, "%.0f ms", value));
    }
  }

  private void draw(StringBuilder out, int index, double top) {
    Series line = series.get(index);
    String colour = COLOURS.get(index % COLOURS.size());
    String dash = line.dashed() ? " stroke-dasharray=\"5 4\"" : "";
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < line.values().size(); i++) {
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y(line.values().get(i), top)));
    }
    out.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>\n"
            .formatted(points.toString().trim(), colour, dash));
    int y = TOP + 12 + 20 * index;
    int x = LEFT + PLOT_WIDTH + 16;
    out.append(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"%s/>\n"
            .formatted(x, y, x + 24, y, colour, dash));
    text(out, x + 30, y + 4, "start", "", line.name());
  }

  private static void text(
      StringBuilder out, double x, double y, String anchor, String style, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n",
            x,
            y,
            anchor,
            style,
            text.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
