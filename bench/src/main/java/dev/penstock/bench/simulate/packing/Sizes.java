package dev.penstock.bench.simulate.packing;

import dev.penstock.bench.simulate.report.Jain;
import dev.penstock.dispatch.packing.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many tasks of each size have come, and run. Sizes are the thousandths of cards that a task
 * asks for; less than a card is one size.
 */
final class Sizes {
  private static final int PART = 1;

  private final Map<Integer, int[]> counts = new TreeMap<>();

  private static int size(Task task) {
    return task.cards() == 0 || task.totalMilli() >= Task.WHOLE ? task.cards() * Task.WHOLE : PART;
  }

  void came(Task task) {
    of(task)[0]++;
  }

  void runs(Task task) {
    of(task)[1]++;
  }

  void gone(Task task) {
    of(task)[1]--;
  }

  private int[] of(Task task) {
    return counts.computeIfAbsent(size(task), it -> new int[2]);
  }

  /** By size the part of those that came that run, percent. */
  Map<String, Double> placed() {
    Map<String, Double> placed = new LinkedHashMap<>();
    counts.forEach((size, both) -> placed.put(name(size), 100.0 * both[1] / both[0]));
    return placed;
  }

  private static String name(int size) {
    return size == 0 ? "no card" : size == PART ? "part of a card" : cards(size / Task.WHOLE);
  }

  private static String cards(int cards) {
    return cards == 1 ? "1 card" : cards + " cards";
  }

  /** Jain's index over these parts: 1 where tasks of all sizes are placed alike. */
  double jain() {
    return Jain.of(placed().values().stream().mapToDouble(it -> it).toArray());
  }
}
