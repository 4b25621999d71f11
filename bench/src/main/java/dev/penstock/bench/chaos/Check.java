package dev.penstock.bench.chaos;

import java.util.List;

/**
 * Something that must hold.
 *
 * @param figures what was looked at, with numbers
 * @param broken where it does not hold
 */
record Check(String name, String figures, List<String> broken) {
  private static final int SHOWN = 12;

  Check {
    broken = List.copyOf(broken);
  }

  boolean holds() {
    return broken.isEmpty();
  }

  /** As it is printed. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(holds() ? "holds   " : "BROKEN  ").append(name).append(": ").append(figures);
    broken.stream().limit(SHOWN).forEach(it -> text.append("\n          ").append(it));
    if (broken.size() > SHOWN) {
      text.append("\n          and ").append(broken.size() - SHOWN).append(" more");
    }
    return text.toString();
  }
}
