package dev.penstock.bench.simulate.packing;

import dev.penstock.bench.simulate.chart.Axis;
import dev.penstock.bench.simulate.chart.Bars;
import dev.penstock.bench.simulate.chart.Chart;
import dev.penstock.bench.simulate.chart.Lines;
import dev.penstock.bench.simulate.chart.Point;
import dev.penstock.bench.simulate.chart.Series;
import dev.penstock.bench.simulate.report.Row;
import dev.penstock.bench.simulate.report.Rows;
import dev.penstock.bench.simulate.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Lays several variants side by side: figures are means over the seeds, curves too. */
final class PackingShow {
  private PackingShow() {}

  static List<Row> rows(List<Played> all) {
    boolean faults = all.stream().anyMatch(it -> it.variant().faults() != null);
    return new Rows<>(all)
        .add("nodes", "nodes", 0, Played::nodes)
        .add("cards", "cards", 0, Played::cards)
        .add("allocation", "allocation, %", 3, it -> it.mean(PackingReplay.Outcome::allocation))
        .add(
            "fragmentation",
            "idle and of no use to the next task, %",
            3,
            it -> it.mean(PackingReplay.Outcome::fragmentation))
        .add("placed", "tasks placed", 1, it -> it.mean(PackingReplay.Outcome::placed))
        .add("refused", "tasks refused", 1, it -> it.mean(PackingReplay.Outcome::refused))
        .add("large", "of 8 cards and more", 1, it -> it.mean(PackingReplay.Outcome::large))
        .add("moves", "tasks moved", 1, it -> it.mean(PackingReplay.Outcome::moves))
        .add("jain", "Jain's index of sizes placed", 5, it -> it.mean(PackingReplay.Outcome::jain))
        .addIf(
            faults, "nodesLost", "nodes lost", 1, it -> it.mean(PackingReplay.Outcome::nodesLost))
        .addIf(
            faults,
            "interrupted",
            "tasks interrupted",
            1,
            it -> it.mean(PackingReplay.Outcome::interrupted))
        .addIf(faults, "lost", "of these lost", 1, it -> it.mean(PackingReplay.Outcome::lost))
        .rows();
  }

  static List<Table> tables(List<Played> all) {
    List<String> sizes = sizes(all);
    List<String> head = new ArrayList<>(List.of("size"));
    all.forEach(it -> head.add(it.variant().label()));
    List<List<String>> rows = new ArrayList<>();
    for (String size : sizes) {
      List<String> row = new ArrayList<>(List.of(size));
      all.forEach(it -> row.add(number(placed(it, size), 2)));
      rows.add(row);
    }
    return List.of(new Table("Tasks placed by size, %", head, rows), seeds(all));
  }

  private static Table seeds(List<Played> all) {
    List<List<String>> rows = new ArrayList<>();
    for (Played played : all) {
      for (Played.Run run : played.runs()) {
        PackingReplay.Outcome it = run.outcome();
        rows.add(
            List.of(
                played.variant().label(),
                Long.toString(run.seed()),
                number(it.allocation(), 3),
                number(it.fragmentation(), 3),
                "%,d".formatted(it.placed()),
                "%,d".formatted(it.refused()),
                number(rate(it), 0)));
      }
    }
    return new Table(
        "Seeds",
        List.of(
            "variant",
            "seed",
            "allocation, %",
            "of no use, %",
            "placed",
            "refused",
            "placements/s"),
        rows);
  }

  private static double rate(PackingReplay.Outcome it) {
    return (it.placed() + it.refused()) / Math.max(1e-9, it.seconds());
  }

  private static List<String> sizes(List<Played> all) {
    return List.copyOf(all.getFirst().runs().getFirst().outcome().bySize().keySet());
  }

  private static double placed(Played played, String size) {
    return played.mean(it -> it.bySize().getOrDefault(size, 0.0));
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  static List<Chart> charts(List<Played> all) {
    Axis load = Axis.upFromZero("load that has come, % of the cards");
    List<String> sizes = sizes(all);
    return List.of(
        new Lines(
            "allocation",
            "Allocation over the load that has come",
            load,
            Axis.upFromZero("cards allocated, %"),
            series(all, PackingReplay.Sample::allocation)),
        new Lines(
            "fragmentation",
            "Fragmentation over the load that has come",
            load,
            Axis.upFromZero("idle, of no use to the next, %"),
            series(all, PackingReplay.Sample::fragmentation)),
        new Bars(
            "sizes",
            "Fairness: tasks placed by size",
            Axis.percent("of those that came, %"),
            sizes,
            all.stream()
                .map(
                    it ->
                        new Bars.Bar(
                            it.variant().label(),
                            sizes.stream().map(size -> placed(it, size)).toList()))
                .toList()));
  }

  private static List<Series> series(
      List<Played> all, ToDoubleFunction<PackingReplay.Sample> value) {
    return all.stream()
        .map(it -> new Series(it.variant().label(), curve(it.runs(), value)))
        .toList();
  }

  /** The mean over the seeds, as far as all of them came. */
  private static List<Point> curve(
      List<Played.Run> runs, ToDoubleFunction<PackingReplay.Sample> value) {
    int length = runs.stream().mapToInt(it -> it.played().samples().size()).min().orElse(0);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      double x = 0;
      double y = 0;
      for (Played.Run run : runs) {
        x += run.played().samples().get(i).load() / runs.size();
        y += value.applyAsDouble(run.played().samples().get(i)) / runs.size();
      }
      points.add(new Point(x, y));
    }
    return points;
  }

  /** For machines: the variant, and each seed's outcome. */
  static Map<String, Object> details(Played played) {
    List<Map<String, Object>> runs = new ArrayList<>();
    for (Played.Run run : played.runs()) {
      Map<String, Object> it = new LinkedHashMap<>();
      it.put("seed", run.seed());
      it.put("outcome", run.outcome());
      runs.add(it);
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("variant", played.variant());
    details.put("runs", runs);
    return details;
  }
}
