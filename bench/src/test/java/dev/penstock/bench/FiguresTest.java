package dev.penstock.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void saysWhetherATargetHolds() {
    Figure rate = Figure.of("a.rate", 120, "jobs/s", "bare", 160);
    assertThat(rate.ratio()).isEqualTo(0.75);
    assertThat(rate.holds()).isNull();
    assertThat(rate.atLeast(100).holds()).isTrue();
    assertThat(rate.atLeast(121).holds()).isFalse();
    assertThat(rate.under(120).holds()).isFalse();
  }

  @Test
  void showsEveryFigureInARowOfTheTable() {
    String table =
        Table.of(
            List.of(
                Figure.of("a.rate", 120, "jobs/s", "bare", 160).atLeast(100),
                Figure.of("b.time", 0.5, "s", "bare", 0.25).under(0.1)));
    assertThat(table.lines()).hasSize(3);
    assertThat(table).contains("a.rate").contains(">= 100").contains("yes").contains("NO");
  }

  @Test
  void takesQuantilesByNearestRank() {
    double[] values = new double[100];
    for (int i = 0; i < 100; i++) {
      values[i] = 100 - i;
    }
    Samples samples = Samples.of(values);
    assertThat(samples.quantile(0.5)).isEqualTo(50);
    assertThat(samples.quantile(0.99)).isEqualTo(99);
    assertThat(samples.quantile(1)).isEqualTo(100);
  }
}
