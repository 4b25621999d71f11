package dev.penstock.bench.simulate.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SvgTest {
  private static Lines lines(Axis x, Axis y, List<Point> points) {
    return new Lines("a", "A", x, y, List.of(new Series("s", points)));
  }

  @Test
  void placesPointsByTheirAxes() {
    Lines chart =
        lines(
            Axis.upFromZero("x"),
            Axis.percent("y"),
            List.of(new Point(0, 0), new Point(5, 50), new Point(10, 100)));
    // from 72 to 684, and from 302 up to 62
    assertThat(Svg.file(chart)).contains("points=\"72.0,302.0 378.0,182.0 684.0,62.0\"");
  }

  @Test
  void drawsChartsWithNothingInThemToo() {
    assertThat(Svg.file(lines(Axis.upFromZero("x"), Axis.fitted("y"), List.of())))
        .contains("points=\"\"")
        .doesNotContain("NaN");
    Bars none = new Bars("b", "B", Axis.upFromZero("y"), List.of(), List.of());
    assertThat(Svg.file(none)).contains(">B</text>").doesNotContain("NaN");
    Point same = new Point(3, 7);
    assertThat(Svg.file(lines(Axis.fitted("x"), Axis.fitted("y"), List.of(same, same))))
        .doesNotContain("NaN");
  }

  @Test
  void marksRoundNumbersAndTimes() {
    assertThat(Ticks.of(Axis.upFromZero("x"), 0, 47, true).marks())
        .extracting(Ticks.Tick::label)
        .containsExactly("0", "10", "20", "30", "40", "50");
    assertThat(Ticks.of(Axis.fitted("x"), 0.9934, 1, true).marks())
        .extracting(Ticks.Tick::label)
        .contains("0.994", "0.998", "1");
    assertThat(Ticks.of(Axis.log("x", Axis.Scale.LOG), 1, 2_500, false).marks())
        .extracting(Ticks.Tick::label)
        .containsExactly("1", "10", "100", "1,000");
    assertThat(Ticks.of(Axis.log("x", Axis.Scale.SECONDS), 1, 90_000, false).marks())
        .extracting(Ticks.Tick::label)
        .containsExactly("1 s", "10 s", "1 min", "10 min", "1 h", "6 h", "1 d");
  }

  @Test
  void aTimelinesMeansWeighWhatChangesByHowLongItLasts() {
    Timeline timeline = new Timeline();
    timeline.set(0, 4);
    timeline.set(5, 8);
    timeline.set(15, 0);
    assertThat(timeline.means(0, 20, 2, 1)).containsExactly(new Point(5, 6), new Point(15, 4));
    double whole = timeline.means(0, 20, 7, 1).stream().mapToDouble(Point::y).average().orElse(0);
    assertThat(whole).isCloseTo(5, within(1e-9));
  }

  @Test
  void aCumulativeCurveEndsAt100PercentAndKeepsItsShapeOverManyValues() {
    assertThat(Cumulative.of(new double[] {5, 0, 5, 20}, 1))
        .containsExactly(new Point(1, 25), new Point(5, 75), new Point(20, 100));
    List<Point> many =
        Cumulative.of(IntStream.rangeClosed(1, 100_000).mapToDouble(it -> it).toArray(), 1);
    assertThat(many).hasSizeBetween(290, 301);
    assertThat(many.getLast()).isEqualTo(new Point(100_000, 100));
    assertThat(many).allSatisfy(it -> assertThat(it.y()).isCloseTo(it.x() / 1_000, within(0.5)));
  }
}
