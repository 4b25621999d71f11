package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.report.Row;
import dev.penstock.bench.simulate.report.Rows;
import dev.penstock.bench.simulate.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Lays the figures of several variants side by side. */
final class QueueingFigures {
  private QueueingFigures() {}

  static List<Row> rows(List<Played> all) {
    boolean faults = all.stream().anyMatch(it -> it.variant().faults() != null);
    Rows<Played> rows = new Rows<>(all);
    rows.add("nodes", "nodes", 0, Played::nodes)
        .add("jobs", "jobs", 0, it -> it.report().jobs())
        .add("meanJctSeconds", "mean JCT, s", 0, it -> it.report().meanJctSeconds())
        .add("meanWaitSeconds", "mean wait, s", 0, it -> it.report().meanWaitSeconds())
        .add("p50WaitSeconds", "50 % wait at most, s", 0, it -> it.outcome().waitQuantile(0.5))
        .add("p999WaitSeconds", "99.9 % wait at most, s", 0, it -> it.report().p999WaitSeconds())
        .add(
            "meanBoundedSlowdown",
            "mean bounded slowdown",
            2,
            it -> it.report().meanBoundedSlowdown())
        .add("preemptions", "preemptions", 0, it -> it.report().preemptions())
        .add("utilisation", "utilisation, %", 1, it -> 100 * it.report().utilisation())
        .add(
            "fragmentation",
            "free cards on nodes in part use, %",
            1,
            it -> 100 * it.report().fragmentation())
        .add(
            "idleWhileWaiting",
            "cards free while jobs wait, %",
            1,
            it -> 100 * it.report().idleWhileWaiting())
        .add("jain", "Jain's index of shares received", 5, it -> it.report().jain())
        .add(
            "longestAskedSeconds",
            "share asked for in vain at most, s",
            0,
            it -> it.report().longestAskedSeconds())
        .add(
            "queuesWorseOff",
            "queues worse off than alone",
            0,
            it -> it.report().queuesWorseOff().size());
    if (faults) {
      faults(rows);
    }
    if (all.stream().allMatch(it -> it.report().forecast() != null)) {
      forecasts(rows);
    }
    return rows.rows();
  }

  private static void faults(Rows<Played> rows) {
    rows.add("nodesLost", "nodes lost", 0, it -> it.report().nodesLost())
        .add("interruptions", "jobs interrupted", 0, it -> it.report().interruptions())
        .add("lostCardHours", "card-hours lost", 1, it -> it.report().lostCardHours());
  }

  private static void forecasts(Rows<Played> rows) {
    rows.add("forecastJobs", "starts forecast", 0, forecast(ForecastFigures::jobs))
        .add(
            "forecastQ50Coverage",
            "started by the 50 % forecast, %",
            1,
            forecast(it -> 100 * it.q50Coverage()))
        .add(
            "forecastQ90Coverage",
            "started by the 90 % forecast, %",
            1,
            forecast(it -> 100 * it.q90Coverage()))
        .add(
            "forecastPinballSeconds",
            "pinball loss of forecasts, s",
            0,
            forecast(ForecastFigures::pinballSeconds))
        .add(
            "baselinePinballSeconds",
            "pinball loss of recent waits, s",
            0,
            forecast(ForecastFigures::baselinePinballSeconds));
  }

  private static ToDoubleFunction<Played> forecast(ToDoubleFunction<ForecastFigures> of) {
    return it -> of.applyAsDouble(Objects.requireNonNull(it.report().forecast()));
  }

  /** A table of the queues for each variant. */
  static List<Table> tables(List<Played> all) {
    return all.stream().map(QueueingFigures::queues).toList();
  }

  private static Table queues(Played played) {
    List<List<String>> rows = new ArrayList<>();
    for (QueueingReport.Queue queue : played.report().queues()) {
      rows.add(
          List.of(
              queue.name(),
              "%,d".formatted(queue.guaranteedCards()),
              String.format(Locale.ROOT, "%,.0f", queue.meanWaitSeconds()),
              String.format(Locale.ROOT, "%,.0f", queue.aloneSeconds()),
              String.format(Locale.ROOT, "%,d", queue.longestAskedSeconds()),
              String.format(Locale.ROOT, "%.4f", queue.received())));
    }
    return new Table(
        "Queues: " + played.variant().label(),
        List.of(
            "queue", "share, cards", "mean wait, s", "alone, s", "asked in vain, s", "received"),
        rows);
  }

  /** For machines: the variant, the figures by queue, and how forecasts held if any were made. */
  static Map<String, Object> details(Played played) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("variant", played.variant());
    details.put("queues", played.report().queues());
    details.put("queuesWorseOff", played.report().queuesWorseOff());
    if (played.report().forecast() != null) {
      details.put("forecast", played.report().forecast());
    }
    return details;
  }
}
