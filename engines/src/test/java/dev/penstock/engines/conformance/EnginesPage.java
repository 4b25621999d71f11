package dev.penstock.engines.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page with the table of behaviours by engine. Each engine's run changes its own column only.
 *
 * @param rows sentences of the behaviours in the suite's order, with each engine's cell
 * @param reasons why something can't be tested, by engine and behaviour
 */
record EnginesPage(
    String before,
    Map<String, SortedMap<String, String>> rows,
    SortedMap<String, Map<String, String>> reasons,
    String after) {
  private static final String BEGIN = "<!-- behaviours: written by the suite -->\n";
  private static final String END = "<!-- end of behaviours -->\n";
  private static final Pattern CELL = Pattern.compile("\\s*\\|\\s*");

  static EnginesPage parse(String text) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new AssertionError("docs/engines.md lacks the lines %s%s".formatted(BEGIN, END));
    }
    Map<String, SortedMap<String, String>> rows = new LinkedHashMap<>();
    SortedMap<String, Map<String, String>> reasons = new TreeMap<>();
    List<String> engines = List.of();
    for (String line : text.substring(begin + BEGIN.length(), end).lines().toList()) {
      if (!line.startsWith("|") || line.startsWith("|-")) {
        continue;
      }
      List<String> cells = List.of(CELL.split(line.strip().substring(1).strip()));
      if (cells.getFirst().equals("Behaviour")) {
        engines = cells.subList(1, cells.size());
      } else if (cells.getFirst().equals("Engine")) {
        engines = List.of();
      } else if (engines.isEmpty()) {
        reasons
            .computeIfAbsent(cells.get(0), _ -> new LinkedHashMap<>())
            .put(cells.get(1), cells.get(2));
      } else {
        var row = rows.computeIfAbsent(cells.getFirst(), _ -> new TreeMap<>());
        for (int i = 0; i < engines.size(); i++) {
          row.put(engines.get(i), cells.get(i + 1));
        }
      }
    }
    return new EnginesPage(
        text.substring(0, begin), rows, reasons, text.substring(end + END.length()));
  }

  /** The page with this engine's column as it is now. */
  EnginesPage with(
      String engine,
      List<Behaviour> behaviours,
      Function<Behaviour, Mark> marks,
      Map<Behaviour, Boolean> passed) {
    Map<String, SortedMap<String, String>> next = new LinkedHashMap<>();
    Map<String, String> why = new LinkedHashMap<>();
    for (Behaviour behaviour : behaviours) {
      SortedMap<String, String> row =
          new TreeMap<>(rows.getOrDefault(behaviour.sentence(), new TreeMap<>()));
      Mark mark = marks.apply(behaviour);
      row.put(engine, cell(mark, passed.get(behaviour)));
      next.put(behaviour.sentence(), row);
      if (mark.is(Mark.Kind.NOT_TESTABLE)) {
        why.put(behaviour.sentence(), mark.reason());
      }
    }
    SortedMap<String, Map<String, String>> all = new TreeMap<>(reasons);
    all.put(engine, why);
    return new EnginesPage(before, next, all, after);
  }

  private static String cell(Mark mark, @Nullable Boolean passed) {
    if (mark.is(Mark.Kind.NOT_TESTABLE)) {
      return mark.word();
    }
    String result = passed == null ? "not run" : passed ? "passes" : "FAILS";
    return mark.word() + ", " + result;
  }

  /** An engine's marks by behaviour, and its reasons, without results. */
  Map<String, String> marks(String engine) {
    Map<String, String> marks = new LinkedHashMap<>();
    rows.forEach(
        (sentence, row) ->
            marks.put(sentence, row.getOrDefault(engine, "").replaceFirst(",.*", "")));
    reasons
        .getOrDefault(engine, Map.of())
        .forEach((sentence, why) -> marks.merge(sentence, why, (a, b) -> a + ": " + b));
    return marks;
  }

  String text() {
    var text = new StringBuilder(before).append(BEGIN).append('\n');
    var engines = new java.util.TreeSet<String>();
    rows.values().forEach(row -> engines.addAll(row.keySet()));
    line(text, "Behaviour", engines.stream().toList());
    text.append("|---".repeat(engines.size() + 1)).append("|\n");
    rows.forEach(
        (sentence, row) ->
            line(
                text,
                sentence,
                engines.stream().map(it -> row.getOrDefault(it, "not run")).toList()));
    text.append("\nWhat can't be tested, and why:\n\n");
    line(text, "Engine", List.of("Behaviour", "Why not"));
    text.append("|---|---|---|\n");
    reasons.forEach(
        (engine, why) ->
            why.forEach((sentence, reason) -> line(text, engine, List.of(sentence, reason))));
    return text.append('\n').append(END).append(after).toString();
  }

  private static void line(StringBuilder text, String first, List<String> cells) {
    text.append("| ").append(first);
    cells.forEach(cell -> text.append(" | ").append(cell));
    text.append(" |\n");
  }
}
