package dev.penstock.bench.simulate.report;

import dev.penstock.bench.simulate.chart.Chart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a simulation has to show.
 *
 * @param command the form that was played, such as {@code queueing}
 * @param arguments what the command was told
 * @param seeds the seeds that chance was drawn from, for people
 * @param variants the heads of the columns
 * @param figures the figures, a value of each for each variant
 * @param tables what else there is to read
 * @param charts what there is to see
 * @param details for each variant more for machines, under these names
 */
public record Report(
    String command,
    List<String> arguments,
    String seeds,
    List<String> variants,
    List<Row> figures,
    List<Table> tables,
    List<Chart> charts,
    List<Map<String, Object>> details) {
  public Report {
    arguments = List.copyOf(arguments);
    variants = List.copyOf(variants);
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
    charts = List.copyOf(charts);
    details = List.copyOf(details);
  }

  /** The figures, a column for each variant. */
  public Table comparison() {
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(variants);
    List<List<String>> rows = new ArrayList<>();
    for (Row figure : figures) {
      List<String> row = new ArrayList<>(List.of(figure.name()));
      row.addAll(figure.shown());
      rows.add(row);
    }
    return new Table("Figures", head, rows);
  }

  /** For people, without the charts. */
  public String text() {
    StringBuilder text = new StringBuilder(comparison().text());
    for (Table table : tables) {
      text.append('\n').append(table.title()).append('\n').append(table.text());
    }
    return text.toString();
  }

  /** For machines. */
  public Map<String, Object> json() {
    List<Map<String, Object>> columns = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (Row figure : figures) {
        values.put(figure.key(), figure.values().get(i));
      }
      Map<String, Object> column = new LinkedHashMap<>();
      column.put("label", variants.get(i));
      column.put("figures", values);
      column.putAll(details.get(i));
      columns.add(column);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("simulate", command);
    all.put("arguments", arguments);
    all.put("seeds", seeds);
    all.put("variants", columns);
    return all;
  }

  /** The command line that makes it again. */
  public String commandLine() {
    StringBuilder line = new StringBuilder("./penstock simulate ").append(command);
    for (String word : arguments) {
      boolean plain = word.matches("[\\w./,=:+-]+");
      line.append(' ').append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }
}
