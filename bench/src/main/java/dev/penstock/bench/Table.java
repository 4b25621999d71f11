package dev.penstock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures as a table for people. */
final class Table {
  private static final List<String> HEAD =
      List.of("figure", "value", "unit", "beside", "its value", "ratio", "target", "holds");

  private Table() {}

  static String number(double value) {
    double size = Math.abs(value);
    String format =
        size >= 100 || size == 0 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.0005 ? "%.3f" : "%.1e";
    return String.format(Locale.ROOT, format, value);
  }

  static String of(List<Figure> figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Figure it : figures) {
      rows.add(
          List.of(
              it.name(),
              number(it.value()),
              it.unit(),
              it.reference(),
              number(it.referenceValue()),
              number(it.ratio()),
              it.target() == null ? "" : it.target(),
              it.holds() == null ? "" : it.holds() ? "yes" : "NO"));
    }
    int[] widths = new int[HEAD.size()];
    rows.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        table.append(String.format(Locale.ROOT, "%-" + (widths[i] + 2) + "s", row.get(i)));
      }
      table.setLength(table.toString().stripTrailing().length());
      table.append('\n');
    }
    return table.toString();
  }
}
