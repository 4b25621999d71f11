package dev.penstock.cli.shell;

import java.util.ArrayList;
import java.util.List;

/** Rows of text under headings, each column as wide as its widest cell. */
public final class Table {
  private record Heading(String text, boolean right) {}

  private final List<Heading> headings = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a column of words. */
  public Table left(String heading) {
    return column(heading, false);
  }

  /** Adds a column of numbers. */
  public Table right(String heading) {
    return column(heading, true);
  }

  Table column(String heading, boolean right) {
    headings.add(new Heading(heading, right));
    return this;
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException when it has not one cell for each column
   */
  public Table row(List<String> cells) {
    if (cells.size() != headings.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + headings.size());
    }
    rows.add(cells.stream().map(Table::tame).toList());
    return this;
  }

  public Table row(String... cells) {
    return row(List.of(cells));
  }

  /** The table, line by line; no line ends in spaces. */
  public List<String> lines() {
    List<List<String>> all = new ArrayList<>();
    all.add(headings.stream().map(Heading::text).toList());
    all.addAll(rows);
    int[] widths = new int[headings.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Width.of(row.get(i)));
      }
    }
    return all.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : "  ");
      line.append(Width.pad(row.get(i), widths[i], headings.get(i).right()));
    }
    return line.toString().stripTrailing();
  }

  /** A name that another person chose must not steer this person's terminal. */
  private static String tame(String cell) {
    return cell.replaceAll("\\p{Cntrl}", " ");
  }
}
