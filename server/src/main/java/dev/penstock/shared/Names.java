package dev.penstock.shared;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names that people give to things: lower-case letters, digits and hyphens. */
public final class Names {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");
  private static final int MOST_NEAR = 3;

  private Names() {}

  /**
   * Returns the name.
   *
   * @throws ProblemException when it is not 1 to 63 characters of a-z, 0-9 and -
   */
  public static String check(String field, @Nullable String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw Problems.invalid(field, name, "give 1 to 63 characters of a-z, 0-9 and -");
    }
    return name;
  }

  /** What somebody may have meant, as a hint: the known names that differ least. */
  public static String hint(String asked, Collection<String> known) {
    if (known.isEmpty()) {
      return "there is none yet";
    }
    int tolerated = Math.max(2, asked.length() / 2);
    List<String> near =
        known.stream()
            .filter(name -> name.contains(asked) || distance(asked, name) <= tolerated)
            .sorted(
                Comparator.<String>comparingInt(name -> distance(asked, name))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST_NEAR)
            .toList();
    List<String> shown = near.isEmpty() ? known.stream().sorted().limit(MOST_NEAR).toList() : near;
    return (near.isEmpty() ? "there are, among others: " : "did you mean one of: ")
        + shown.stream().collect(Collectors.joining(", "));
  }

  /** How many characters to insert, remove or replace to make one of the other. */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
