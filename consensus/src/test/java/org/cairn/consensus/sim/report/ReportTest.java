package org.cairn.consensus.sim.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReportTest {
  /// The figures are virtual time: they are the protocol's, not the machine's.
  @Test
  void report_ofSmallNetworks_meetsEveryFigure() {
    Report.Result result = Report.measure(10, _ -> {});
    assertThat(result.figures()).hasSizeGreaterThan(20).allMatch(Figure::met);
    assertThat(result.plots()).hasSize(2);
    assertThat(result.plots().values()).allMatch(svg -> svg.startsWith("<svg "));
  }
}
