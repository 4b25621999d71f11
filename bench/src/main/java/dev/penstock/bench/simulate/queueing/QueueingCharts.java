package dev.penstock.bench.simulate.queueing;

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
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Draws several variants over each other. */
final class QueueingCharts {
  private static final double LEAST_WAIT = 1;
  private static final double LEAST_SLOWDOWN = 1;

  private final List<Played> all;
  private final Span span;

  private QueueingCharts(List<Played> all) {
    this.all = all;
    long from = all.stream().mapToLong(it -> it.outcome().course().from()).min().orElse(0);
    long to = all.stream().mapToLong(it -> it.outcome().end()).max().orElse(0);
    span = new Span(from, to);
  }

  static List<Chart> of(List<Played> all) {
    QueueingCharts charts = new QueueingCharts(all);
    List<Chart> list = new ArrayList<>();
    list.add(
        charts.overTime(
            "utilisation",
            "Utilisation over time",
            Axis.percent("cards held, %"),
            it -> it.utilisation));
    list.add(
        charts.overTime(
            "waiting", "Waiting jobs over time", Axis.upFromZero("jobs"), it -> it.waiting));
    list.add(charts.waits());
    list.add(charts.slowdowns());
    list.add(charts.queues());
    list.add(
        charts.overTime(
            "fairness",
            "Fairness over time: Jain's index of the shares received",
            Axis.fitted("Jain's index"),
            it -> it.jain));
    if (all.stream().anyMatch(it -> it.variant().faults() != null)) {
      list.add(
          charts.overTime(
              "nodes", "Nodes that are there over time", Axis.fitted("nodes"), it -> it.nodes));
    }
    return list;
  }

  private Lines overTime(String id, String title, Axis y, Function<Course, Timeline> of) {
    return new Lines(
        id, title, span.axis(), y, series(it -> span.means(of.apply(it.outcome().course()))));
  }

  private Lines waits() {
    return new Lines(
        "wait",
        "Wait: part of the jobs that wait at most so long",
        Axis.log("wait", Axis.Scale.SECONDS),
        Axis.upTo100("jobs, %"),
        series(it -> cumulative(it, Fate::waited, LEAST_WAIT)));
  }

  private Lines slowdowns() {
    return new Lines(
        "slowdown",
        "Bounded slowdown: part of the jobs that are slowed down at most so much",
        Axis.log("bounded slowdown", Axis.Scale.LOG),
        Axis.upTo100("jobs, %"),
        series(it -> cumulative(it, Fate::slowdown, LEAST_SLOWDOWN)));
  }

  private static List<Point> cumulative(Played played, Function<Fate, Number> value, double least) {
    return Cumulative.of(
        played.outcome().fates().stream()
            .mapToDouble(it -> value.apply(it).doubleValue())
            .toArray(),
        least);
  }

  private List<Series> series(Function<Played, List<Point>> points) {
    return all.stream().map(it -> new Series(it.variant().label(), points.apply(it))).toList();
  }

  /** Each variant, and beside it what the queues would have waited on their own nodes. */
  private Bars queues() {
    TreeSet<String> names = new TreeSet<>();
    all.forEach(it -> names.addAll(it.outcome().ledgers().keySet()));
    List<String> groups = List.copyOf(names);
    List<Bars.Bar> bars = new ArrayList<>();
    Set<Outcome> drawn = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Played played : all) {
      bars.add(bar(played.variant().label(), groups, played.outcome().meanWaits()));
    }
    for (Played played : all) {
      String whose = drawn.isEmpty() ? "" : " (" + played.variant().label() + ")";
      if (drawn.add(played.alone())) {
        bars.add(bar("alone" + whose, groups, played.alone().meanWaits()));
      }
    }
    return new Bars(
        "queues",
        "Mean wait by queue, beside that on its own partition",
        Axis.log("mean wait, logarithmic", Axis.Scale.SECONDS),
        groups,
        bars);
  }

  private static Bars.Bar bar(String label, List<String> groups, Map<String, Double> waits) {
    return new Bars.Bar(label, groups.stream().map(it -> waits.getOrDefault(it, 0.0)).toList());
  }
}
