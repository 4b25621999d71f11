package dev.penstock.engines.slurm;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Slurm's short form of many node names, such as {@code npu[1-3,07-09],login}. */
final class HostList {
  /** More nodes than any cluster has; a mistyped range must not fill the memory. */
  private static final long MOST = 1_000_000;

  private HostList() {}

  /** The names as one text; every node by its full name, which Slurm takes as well. */
  static String of(Collection<String> nodes) {
    return nodes.stream().sorted().collect(Collectors.joining(","));
  }

  /**
   * The single names, in the order of the text.
   *
   * @throws IllegalArgumentException when a bracket or a range can't be read
   */
  static List<String> expand(String text) {
    List<String> names = new ArrayList<>();
    for (String part : split(text)) {
      if (!part.isBlank()) {
        expand("", part.strip(), names);
      }
    }
    return names;
  }

  /** At commas outside of brackets. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static void expand(String before, String rest, List<String> names) {
    int open = rest.indexOf('[');
    if (open < 0) {
      names.add(before + rest);
      return;
    }
    int close = rest.indexOf(']', open);
    if (close < 0) {
      throw new IllegalArgumentException("node list '%s': a ']' is missing".formatted(rest));
    }
    String head = before + rest.substring(0, open);
    String tail = rest.substring(close + 1);
    for (String range : rest.substring(open + 1, close).split(",", -1)) {
      range(head, range, tail, names);
    }
  }

  private static void range(String head, String range, String tail, List<String> names) {
    String[] ends = range.split("-", -1);
    if (ends.length > 2
        || !ends[0].matches("\\d{1,9}")
        || !ends[ends.length - 1].matches("\\d{1,9}")) {
      throw new IllegalArgumentException("node list: '%s' is no range of numbers".formatted(range));
    }
    int width = ends[0].length();
    long last = Long.parseLong(ends[ends.length - 1]);
    for (long n = Long.parseLong(ends[0]); n <= last; n++) {
      if (names.size() > MOST) {
        throw new IllegalArgumentException("node list: '%s' names too many nodes".formatted(range));
      }
      String digits = Long.toString(n);
      expand(head + "0".repeat(Math.max(0, width - digits.length())) + digits, tail, names);
    }
  }
}
