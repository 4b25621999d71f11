package dev.penstock.bench.simulate.history;

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
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Draws the past and what it could have been over each other. */
final class HistoryCharts {
  private static final long SECOND = 1000;

  private final Past past;
  private final List<Played> all;
  private final Span span;

  private HistoryCharts(Past past, List<Played> all) {
    this.past = past;
    this.all = all;
    span = new Span(Math.floorDiv(past.from(), SECOND), Math.ceilDiv(past.to(), SECOND));
  }

  static List<Chart> of(Past past, List<Played> all, String unit) {
    HistoryCharts charts = new HistoryCharts(past, all);
    List<Chart> list = new ArrayList<>();
    list.add(
        charts.overTime(
            "utilisation",
            "Utilisation over time",
            Axis.percent(unit + " held, %"),
            it -> it.utilisation));
    list.add(
        charts.overTime(
            "waiting", "Waiting tasks over time", Axis.upFromZero("tasks"), it -> it.waiting));
    list.add(
        charts.parts(
            "wait",
            "Wait: part of the tasks that wait at most so long",
            Axis.log("wait", Axis.Scale.SECONDS),
            Fate::waited));
    list.add(
        charts.parts(
            "slowdown",
            "Bounded slowdown: part of the tasks that are slowed down at most so much",
            Axis.log("bounded slowdown", Axis.Scale.LOG),
            Fate::slowdown));
    list.add(charts.queues());
    if (all.stream().anyMatch(Played::faults)) {
      list.add(
          charts.overTime(
              "nodes", "Nodes that are there over time", Axis.fitted("nodes"), it -> it.there));
    }
    return list;
  }

  private Lines overTime(String id, String title, Axis y, Function<Standing, Timeline> of) {
    return new Lines(
        id, title, span.axis(), y, series(it -> span.means(of.apply(it.outcome().standing()))));
  }

  private Lines parts(String id, String title, Axis x, ToDoubleFunction<Fate> value) {
    return new Lines(
        id,
        title,
        x,
        Axis.upTo100("tasks, %"),
        series(it -> Cumulative.of(it.outcome().fates().stream().mapToDouble(value).toArray(), 1)));
  }

  private List<Series> series(Function<Played, List<Point>> points) {
    return all.stream().map(it -> new Series(it.label(), points.apply(it))).toList();
  }

  private Bars queues() {
    TreeSet<String> names = new TreeSet<>();
    all.forEach(it -> names.addAll(it.outcome().meanWaits().keySet()));
    List<Bars.Bar> bars = new ArrayList<>();
    for (Played it : all) {
      Map<String, Double> waits = it.outcome().meanWaits();
      bars.add(
          new Bars.Bar(it.label(), names.stream().map(of -> waits.getOrDefault(of, 0.0)).toList()));
    }
    return new Bars(
        "queues",
        "Mean wait by queue",
        Axis.log("mean wait, logarithmic", Axis.Scale.SECONDS),
        names.stream().map(it -> past.titles().getOrDefault(it, it)).toList(),
        bars);
  }
}
