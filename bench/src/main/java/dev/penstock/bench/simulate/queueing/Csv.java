package dev.penstock.bench.simulate.queueing;

import dev.penstock.bench.simulate.Misused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of comma-separated values under one line of names, without quotes.
 *
 * @param file where it is
 * @param names the fields' names, in the order of the columns
 * @param rows the rows, the first of which is line 2; empty lines are left out
 */
record Csv(Path file, List<String> names, List<Row> rows) {
  static Csv read(Path file) throws Misused {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new Misused("%s: there is no such file".formatted(file));
    } catch (IOException e) {
      throw new Misused("%s: can't be read as text in UTF-8: %s".formatted(file, e.getMessage()));
    }
    if (lines.isEmpty()) {
      throw new Misused("%s: is empty; its first line must name the fields".formatted(file));
    }
    List<String> names = cells(lines.getFirst());
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        List<String> cells = cells(lines.get(i));
        if (cells.size() != names.size()) {
          throw new Misused(
              "%s, line %d: has %d fields, not %d"
                  .formatted(file, i + 1, cells.size(), names.size()));
        }
        rows.add(new Row(file, i + 1, names, cells));
      }
    }
    return new Csv(file, names, rows);
  }

  /** The column of that name. */
  int column(String name) throws Misused {
    int column = names.indexOf(name);
    if (column < 0) {
      throw new Misused(
          "%s, line 1: field \"%s\" is missing; there are %s".formatted(file, name, names));
    }
    return column;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.split(",", -1)) {
      cells.add(cell.strip());
    }
    return List.copyOf(cells);
  }

  /** A line of values. */
  record Row(Path file, int line, List<String> names, List<String> cells) {
    String text(int column) throws Misused {
      return Optional.of(cells.get(column))
          .filter(it -> !it.isEmpty())
          .orElseThrow(() -> wrong(column, "must not be empty"));
    }

    /** A whole number in this range, ends included. */
    long number(int column, long least, long most) throws Misused {
      String must = "must be a whole number from %d to %d".formatted(least, most);
      try {
        long number = Long.parseLong(cells.get(column));
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        throw wrong(column, must);
      }
      throw wrong(column, must);
    }

    Misused wrong(int column, String must) {
      return new Misused(
          "%s, line %d, field \"%s\": \"%s\" %s"
              .formatted(file, line, names.get(column), cells.get(column), must));
    }
  }
}
