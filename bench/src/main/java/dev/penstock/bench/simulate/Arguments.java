package dev.penstock.bench.simulate;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Options with a value each, {@code --name value}, and flags without one.
 *
 * @param values the values by name, without the dashes; a flag's is its name
 */
public record Arguments(Map<String, String> values) {
  private static final Set<String> FLAGS = Set.of("forecast");

  static Arguments of(String[] args) throws Misused {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < args.length; i++) {
      if (!args[i].startsWith("--")) {
        throw new Misused("\"%s\" is not an option, such as --json".formatted(args[i]));
      }
      String name = args[i].substring(2);
      if (FLAGS.contains(name)) {
        values.put(name, name);
      } else if (i + 1 == args.length) {
        throw new Misused("%s needs a value".formatted(args[i]));
      } else {
        values.put(name, args[++i]);
      }
    }
    return new Arguments(values);
  }

  /**
   * Refuses options other than these.
   *
   * @throws Misused when there is another
   */
  public void only(Set<String> known) throws Misused {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new Misused("--%s is unknown; known are %s".formatted(name, known));
      }
    }
  }

  /**
   * An option that must be there.
   *
   * @throws Misused when it is missing
   */
  public String text(String name) throws Misused {
    String value = values.get(name);
    if (value == null) {
      throw new Misused("--%s is missing".formatted(name));
    }
    return value;
  }

  /**
   * A file that must be named.
   *
   * @throws Misused when it is missing
   */
  public Path path(String name) throws Misused {
    return Path.of(text(name));
  }

  /** Whether a flag is there. */
  public boolean flag(String name) {
    return values.containsKey(name);
  }

  /** A file that may be named; null when it is not. */
  public @Nullable Path optionalPath(String name) {
    String value = values.get(name);
    return value == null ? null : Path.of(value);
  }

  /**
   * A whole number in this range, ends included.
   *
   * @throws Misused when it is anything else
   */
  public int number(String name, int otherwise, int least, int most) throws Misused {
    String value = values.getOrDefault(name, Integer.toString(otherwise));
    if (value.matches("\\d{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new Misused(
        "--%s: \"%s\" must be a whole number from %d to %d".formatted(name, value, least, most));
  }
}
