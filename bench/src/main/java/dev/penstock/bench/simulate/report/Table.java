package dev.penstock.bench.simulate.report;

import java.util.List;

/**
 * A table for people.
 *
 * @param title what it shows
 * @param head the columns' names
 * @param rows the cells, the first of each row its name
 */
public record Table(String title, List<String> head, List<List<String>> rows) {
  public Table {
    head = List.copyOf(head);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != head.size()) {
        throw new IllegalArgumentException(
            "%s: a row has %d cells, not %d".formatted(title, row.size(), head.size()));
      }
    }
  }

  /** As plain text: names to the left, figures to the right. */
  public String text() {
    int[] widths = new int[head.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = head.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    line(text, head, widths);
    rows.forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells, int[] widths) {
    text.append(cells.getFirst());
    int missing = widths[0] - cells.getFirst().length();
    for (int column = 1; column < widths.length; column++) {
      missing += 2 + widths[column] - cells.get(column).length();
      text.append(" ".repeat(missing)).append(cells.get(column));
      missing = 0;
    }
    text.append('\n');
  }
}
