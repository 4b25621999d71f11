package dev.penstock.tenancy;

import dev.penstock.shared.Problem;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Problems;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks of what people type. */
final class Fields {
  static final int SHORTEST_PASSWORD = 12;
  private static final int LONGEST_PASSWORD = 200;
  private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@]{1,189}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");

  private Fields() {}

  /** A text for people: not blank, on one line, at most so many characters. */
  static String text(String field, String value, int longest) {
    String text = value.strip();
    if (text.isEmpty()
        || text.length() > longest
        || text.chars().anyMatch(Character::isISOControl)) {
      throw Problems.invalid(
          field, value, "give 1 to %d characters on one line".formatted(longest));
    }
    return text;
  }

  /** A name that goes into addresses. */
  static String name(String field, String value) {
    if (!NAME.matcher(value).matches()) {
      throw Problems.invalid(
          field,
          value,
          "give 1 to 63 lower-case letters, digits and hyphens, such as \"digits-2\"");
    }
    return value;
  }

  /** An email address, in lower case. */
  static String email(String value) {
    String email = value.strip().toLowerCase(Locale.ROOT);
    if (!EMAIL.matcher(email).matches()) {
      throw Problems.invalid("email", value, "give an address such as li.wei@example.cn");
    }
    return email;
  }

  /** A new password; a refusal does not repeat it. */
  static String password(String field, String value) {
    if (value.length() < SHORTEST_PASSWORD || value.length() > LONGEST_PASSWORD) {
      throw new ProblemException(
          new Problem(
              "invalid-value",
              400,
              "Invalid value",
              "%s has %d characters".formatted(field, value.length()),
              field,
              null,
              "give %d to %d characters; a short sentence is easy to remember"
                  .formatted(SHORTEST_PASSWORD, LONGEST_PASSWORD)));
    }
    return value;
  }
}
