package dev.penstock.bench.simulate.swf;

import dev.penstock.bench.simulate.report.Row;
import dev.penstock.bench.simulate.report.Rows;
import dev.penstock.bench.simulate.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lays the figures of several variants side by side; over several seeds they are means. */
final class SwfFigures {
  private SwfFigures() {}

  static List<Row> rows(List<Played> all) {
    boolean faults = all.stream().anyMatch(it -> it.variant().faults() != null);
    return new Rows<>(all)
        .add("processors", "processors", 0, Played::processors)
        .add("jobs", "jobs", 0, it -> it.mean(Metrics::jobs))
        .add("meanSlowdown", "mean bounded slowdown", 1, it -> it.mean(Metrics::meanSlowdown))
        .add("maxSlowdown", "greatest slowdown", 0, it -> it.most(Metrics::maxSlowdown))
        .add("meanJctSeconds", "mean JCT, s", 0, it -> it.mean(Metrics::meanJctSeconds))
        .add("meanWaitSeconds", "mean wait, s", 0, it -> it.mean(Metrics::meanWaitSeconds))
        .add(
            "p999WaitSeconds", "99.9 % wait at most, s", 0, it -> it.mean(Metrics::p999WaitSeconds))
        .add("maxWaitSeconds", "longest wait, s", 0, it -> it.most(Metrics::maxWaitSeconds))
        .add("utilisation", "utilisation, %", 1, it -> 100 * it.mean(Metrics::utilisation))
        .add(
            "idleWhileWaiting",
            "processors free while jobs wait, %",
            1,
            it -> 100 * it.mean(Metrics::idleWhileWaiting))
        .add("jain", "Jain's index of users' slowdowns", 3, it -> it.mean(Metrics::jain))
        .addIf(faults, "nodesLost", "nodes lost", 1, it -> it.mean(Metrics::nodesLost))
        .addIf(
            faults, "interruptions", "jobs interrupted", 1, it -> it.mean(Metrics::interruptions))
        .addIf(
            faults,
            "lostProcessorHours",
            "processor-hours lost",
            1,
            it -> it.mean(Metrics::lostProcessorHours))
        .rows();
  }

  /** A row for each seed; no table where nothing is shaken. */
  static List<Table> tables(List<Played> all) {
    List<List<String>> rows = new ArrayList<>();
    for (Played played : all) {
      for (Played.Run run : played.runs()) {
        if (run.seed() != null) {
          rows.add(row(played.variant().label(), run.seed(), run.metrics()));
        }
      }
    }
    List<String> head =
        List.of(
            "variant",
            "seed",
            "mean slowdown",
            "greatest slowdown",
            "mean wait, s",
            "99.9 % wait at most, s",
            "longest wait, s",
            "utilisation, %");
    return rows.isEmpty() ? List.of() : List.of(new Table("Seeds", head, rows));
  }

  private static List<String> row(String label, long seed, Metrics metrics) {
    return List.of(
        label,
        Long.toString(seed),
        number(metrics.meanSlowdown(), 1),
        number(metrics.maxSlowdown(), 0),
        number(metrics.meanWaitSeconds(), 0),
        number(metrics.p999WaitSeconds(), 0),
        number(metrics.maxWaitSeconds(), 0),
        number(100 * metrics.utilisation(), 1));
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  /** For machines: the variant, and each seed's figures. */
  static Map<String, Object> details(Played played) {
    List<Map<String, Object>> runs = new ArrayList<>();
    for (Played.Run run : played.runs()) {
      Map<String, Object> it = new LinkedHashMap<>();
      it.put("seed", run.seed());
      it.put("metrics", run.metrics());
      runs.add(it);
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("variant", played.variant());
    details.put("runs", runs);
    return details;
  }
}
