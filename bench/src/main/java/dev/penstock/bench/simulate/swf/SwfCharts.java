package dev.penstock.bench.simulate.swf;

import dev.penstock.bench.simulate.chart.Axis;
import dev.penstock.bench.simulate.chart.Bars;
import dev.penstock.bench.simulate.chart.Chart;
import dev.penstock.bench.simulate.chart.Cumulative;
import dev.penstock.bench.simulate.chart.Lines;
import dev.penstock.bench.simulate.chart.Point;
import dev.penstock.bench.simulate.chart.Series;
import dev.penstock.bench.simulate.chart.Span;
import dev.penstock.bench.simulate.chart.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Draws several variants over each other. */
final class SwfCharts {
  private final List<Played> all;
  private final Span span;

  private SwfCharts(List<Played> all) {
    this.all = all;
    long from = all.stream().mapToLong(it -> it.course().from()).min().orElse(0);
    long to = all.stream().mapToLong(it -> it.course().to()).max().orElse(0);
    span = new Span(from, to);
  }

  static List<Chart> of(List<Played> all) {
    SwfCharts charts = new SwfCharts(all);
    List<Chart> list = new ArrayList<>();
    list.add(
        charts.overTime(
            "utilisation",
            "Utilisation over time",
            Axis.percent("processors held, %"),
            it -> it.utilisation));
    list.add(
        charts.overTime(
            "waiting", "Waiting jobs over time", Axis.upFromZero("jobs"), it -> it.waiting));
    list.add(
        charts.cumulative(
            "wait",
            "Wait: part of the jobs that wait at most so long",
            Axis.log("wait", Axis.Scale.SECONDS),
            Replay.Ran::waited));
    list.add(
        charts.cumulative(
            "slowdown",
            "Bounded slowdown: part of the jobs that are slowed down at most so much",
            Axis.log("bounded slowdown", Axis.Scale.LOG),
            Metrics::slowdown));
    list.add(charts.widths());
    if (all.stream().anyMatch(it -> it.variant().faults() != null)) {
      list.add(
          charts.overTime(
              "processors",
              "Processors that are there over time",
              Axis.fitted("processors"),
              it -> it.processors));
    }
    return list;
  }

  private Lines overTime(String id, String title, Axis y, Function<Course, Timeline> of) {
    return new Lines(id, title, span.axis(), y, series(it -> span.means(of.apply(it.course()))));
  }

  private Lines cumulative(String id, String title, Axis x, ToDoubleFunction<Replay.Ran> value) {
    return new Lines(
        id,
        title,
        x,
        Axis.upTo100("jobs, %"),
        series(it -> Cumulative.of(it.ran().mapToDouble(value).toArray(), 1)));
  }

  private List<Series> series(Function<Played, List<Point>> points) {
    return all.stream().map(it -> new Series(it.variant().label(), points.apply(it))).toList();
  }

  /** Whether the wide wait longer than the narrow. */
  private Bars widths() {
    int widest =
        all.stream().flatMap(Played::ran).mapToInt(it -> it.job().processors()).max().orElse(1);
    int classes = Integer.SIZE - Integer.numberOfLeadingZeros(widest);
    List<String> groups = IntStream.range(0, classes).mapToObj(SwfCharts::name).toList();
    List<Bars.Bar> bars = new ArrayList<>();
    for (Played played : all) {
      double[] sums = new double[classes];
      int[] counts = new int[classes];
      played
          .ran()
          .forEach(
              it -> {
                int of = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(it.job().processors());
                sums[of] += it.waited() / 3_600.0;
                counts[of]++;
              });
      bars.add(
          new Bars.Bar(
              played.variant().label(),
              IntStream.range(0, classes)
                  .mapToObj(it -> counts[it] == 0 ? 0 : sums[it] / counts[it])
                  .toList()));
    }
    return new Bars(
        "widths", "Mean wait by the job's processors", Axis.upFromZero("hours"), groups, bars);
  }

  private static String name(int power) {
    long first = 1L << power;
    return power == 0 ? "1" : "%d-%d".formatted(first, 2 * first - 1);
  }
}
