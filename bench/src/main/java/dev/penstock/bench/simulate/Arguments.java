package dev.penstock.bench.simulate;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a command is told: options with a value each, {@code --name value}, switches, and other
 * words.
 *
 * @param line all of it, as it was given
 * @param words what is no option
 * @param values the values by name, without the dashes; of a switch one that is empty
 */
public record Arguments(List<String> line, List<String> words, Map<String, List<String>> values) {
  private static final int MOST_SEEDS = 1_000;

  public Arguments {
    line = List.copyOf(line);
    words = List.copyOf(words);
    values = Map.copyOf(values);
  }

  /**
   * Reads words of a command line.
   *
   * @param switches names of options without a value
   * @throws Misused when an option lacks its value
   */
  public static Arguments of(List<String> line, Set<String> switches) throws Misused {
    List<String> words = new ArrayList<>();
    Map<String, List<String>> values = new TreeMap<>();
    for (int i = 0; i < line.size(); i++) {
      String word = line.get(i);
      if (!word.startsWith("--")) {
        words.add(word);
        continue;
      }
      String name = word.substring(2);
      boolean bare = switches.contains(name);
      if (!bare && i + 1 == line.size()) {
        throw new Misused("%s needs a value".formatted(word));
      }
      values.computeIfAbsent(name, it -> new ArrayList<>()).add(bare ? "" : line.get(++i));
    }
    return new Arguments(line, words, values);
  }

  /**
   * Refuses options other than these, and more words than so many.
   *
   * @throws Misused when there is another
   */
  public void only(Set<String> known, int mostWords) throws Misused {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new Misused("--%s is unknown; known are %s".formatted(name, new TreeSet<>(known)));
      }
    }
    if (words.size() > mostWords) {
      throw new Misused("\"%s\" is not an option, such as --json".formatted(words.get(mostWords)));
    }
  }

  /** Whether the option is given. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** An option's values, as often as it is given. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** An option's values, each of which may be several with commas between. */
  public List<String> list(String name) {
    return all(name).stream()
        .flatMap(it -> Arrays.stream(it.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  /**
   * An option's value; null when it isn't given.
   *
   * @throws Misused when it is given twice
   */
  public @Nullable String optional(String name) throws Misused {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw new Misused("--%s is given %d times; give it once".formatted(name, all.size()));
    }
    return all.isEmpty() ? null : all.getFirst();
  }

  /**
   * An option that may be given.
   *
   * @throws Misused when it is given twice
   */
  public String text(String name, String otherwise) throws Misused {
    String value = optional(name);
    return value == null ? otherwise : value;
  }

  /**
   * A file or folder that must be named.
   *
   * @throws Misused when it is missing
   */
  public Path path(String name) throws Misused {
    Path path = optionalPath(name);
    if (path == null) {
      throw new Misused("--%s is missing".formatted(name));
    }
    return path;
  }

  /**
   * A file or folder that may be named; null when it is not.
   *
   * @throws Misused when it can't be the name of one
   */
  public @Nullable Path optionalPath(String name) throws Misused {
    String value = optional(name);
    if (value == null) {
      return null;
    }
    try {
      if (!value.isBlank()) {
        return Path.of(value);
      }
    } catch (InvalidPathException e) {
      throw new Misused("--%s: \"%s\" can't be the name of a file".formatted(name, value));
    }
    throw new Misused("--%s: \"%s\" names nothing; name a file or folder".formatted(name, value));
  }

  /**
   * A whole number in this range, ends included.
   *
   * @throws Misused when it is anything else
   */
  public int number(String name, int otherwise, int least, int most) throws Misused {
    String value = text(name, Integer.toString(otherwise));
    if (value.matches("-?\\d{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new Misused(
        "--%s: \"%s\" must be a whole number from %d to %d".formatted(name, value, least, most));
  }

  /**
   * A decimal number in this range, ends included.
   *
   * @throws Misused when it is anything else
   */
  public double decimal(String name, double otherwise, double least, double most) throws Misused {
    String value = optional(name);
    return value == null ? otherwise : decimal("--" + name, value, least, most);
  }

  /**
   * Reads a decimal number in this range, ends included.
   *
   * @param what what is named when it is anything else
   * @throws Misused when it is anything else
   */
  public static double decimal(String what, String value, double least, double most)
      throws Misused {
    if (value.matches("-?\\d{1,9}(\\.\\d{1,9})?")) {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new Misused(
        "%s: \"%s\" must be a number from %s to %s"
            .formatted(what, value, plain(least), plain(most)));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /**
   * Seeds: one, or a first and a last one with a hyphen between.
   *
   * @throws Misused when it is anything else
   */
  public long[] seeds(String name, String otherwise) throws Misused {
    String value = text(name, otherwise);
    if (value.matches("\\d{1,15}(-\\d{1,15})?")) {
      String[] ends = value.split("-", -1);
      long first = Long.parseLong(ends[0]);
      long last = Long.parseLong(ends[ends.length - 1]);
      if (first <= last && last - first < MOST_SEEDS) {
        return LongStream.rangeClosed(first, last).toArray();
      }
    }
    throw new Misused(
        "--%s: \"%s\" must be a seed, or a first and a last one such as 42-51, at most %d of them"
            .formatted(name, value, MOST_SEEDS));
  }
}
