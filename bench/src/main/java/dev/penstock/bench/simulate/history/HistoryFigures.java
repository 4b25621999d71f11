package dev.penstock.bench.simulate.history;

import dev.penstock.bench.simulate.report.Row;
import dev.penstock.bench.simulate.report.Rows;
import dev.penstock.bench.simulate.report.Table;
import dev.penstock.dispatch.centre.Queue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lays the past and what it could have been side by side. */
final class HistoryFigures {
  private static final double PERCENT = 100;
  private static final double UNIT_HOURS = 1000.0 * 3_600_000;

  private HistoryFigures() {}

  static List<Row> rows(List<Played> all, String unit) {
    Rows<Played> rows = new Rows<>(all);
    rows.add("nodes", "nodes", 0, Played::nodes)
        .add("tasks", "tasks that ran", 0, it -> it.outcome().fates().size())
        .add("utilisation", "utilisation, %", 1, it -> PERCENT * standing(it).utilised())
        .add("meanWaitSeconds", "mean wait, s", 0, it -> it.outcome().mean(Fate::waited))
        .add("p50WaitSeconds", "50 % wait at most, s", 0, it -> it.outcome().waitQuantile(0.5))
        .add("p95WaitSeconds", "95 % wait at most, s", 0, it -> it.outcome().waitQuantile(0.95))
        .add("p999WaitSeconds", "99.9 % wait at most, s", 0, it -> it.outcome().waitQuantile(0.999))
        .add("meanJctSeconds", "mean JCT, s", 0, it -> it.outcome().mean(Fate::completion))
        .add(
            "meanBoundedSlowdown",
            "mean bounded slowdown",
            2,
            it -> it.outcome().mean(Fate::slowdown))
        .add("jain", "Jain's index of shares received", 5, it -> standing(it).jain())
        .add(
            "fragmentation",
            "free %s on nodes in part use, %%".formatted(unit),
            1,
            it -> PERCENT * standing(it).fragmentation())
        .add(
            "idleWhileWaiting",
            "%s free while tasks wait, %%".formatted(unit),
            1,
            it -> PERCENT * standing(it).idleWhileWaiting())
        .add("preemptions", "preemptions", 0, it -> it.outcome().stops())
        .add("interruptions", "interruptions", 0, it -> it.outcome().interruptions())
        .add("stuck", "tasks that never find room", 0, it -> it.outcome().stuck());
    if (all.stream().anyMatch(Played::faults)) {
      rows.add("nodesLost", "nodes lost", 0, it -> it.outcome().nodesLost())
          .add(
              "lostHours",
              "%s-hours lost".formatted(unit.substring(0, unit.length() - 1)),
              1,
              it -> it.outcome().lostCardMillis() / UNIT_HOURS);
    }
    return rows.rows();
  }

  private static Standing standing(Played played) {
    return played.outcome().standing();
  }

  /** A table of the queues for each column. */
  static List<Table> tables(Past past, List<Played> all) {
    return all.stream().map(it -> table(past, it)).toList();
  }

  /** What a queue got. */
  record QueueFigures(String queue, String title, long tasks, double meanWaitSeconds, double got) {}

  private static List<QueueFigures> queues(Past past, Played played) {
    Map<String, Double> waits = played.outcome().meanWaits();
    List<QueueFigures> queues = new ArrayList<>();
    for (Queue it : past.queues()) {
      long tasks =
          played.outcome().fates().stream().filter(of -> of.queue().equals(it.name())).count();
      if (tasks > 0 || standing(played).deservedAny(it.name())) {
        queues.add(
            new QueueFigures(
                it.name(),
                past.titles().getOrDefault(it.name(), it.name()),
                tasks,
                waits.getOrDefault(it.name(), 0.0),
                standing(played).received(it.name())));
      }
    }
    return queues;
  }

  private static Table table(Past past, Played played) {
    List<List<String>> rows = new ArrayList<>();
    for (QueueFigures it : queues(past, played)) {
      rows.add(
          List.of(
              it.title(),
              String.format(Locale.ROOT, "%,d", it.tasks()),
              String.format(Locale.ROOT, "%,.0f", it.meanWaitSeconds()),
              String.format(Locale.ROOT, "%.4f", it.got())));
    }
    return new Table(
        "Queues: " + played.label(),
        List.of("queue", "tasks that ran", "mean wait, s", "received"),
        rows);
  }

  /** For machines. */
  static Map<String, Object> details(Past past, Played played) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (played.variant() != null) {
      details.put("variant", played.variant());
    }
    details.put("queues", queues(past, played));
    return details;
  }
}
