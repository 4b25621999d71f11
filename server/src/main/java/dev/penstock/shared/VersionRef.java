package dev.penstock.shared;

import org.jspecify.annotations.Nullable;

/**
 * How people name a version: {@code digits@3}, or {@code digits} for the latest.
 *
 * @param name of the thing
 * @param version its number from 1; null for the latest
 */
public record VersionRef(String name, @Nullable Integer version) {

  /**
   * Reads the text form.
   *
   * @throws ProblemException when it is neither; the field is named
   */
  public static VersionRef parse(String field, String text) {
    int at = text.indexOf('@');
    try {
      return at < 0
          ? new VersionRef(Names.check(field, text), null)
          : new VersionRef(
              Names.check(field, text.substring(0, at)), number(text.substring(at + 1)));
    } catch (NumberFormatException | ProblemException e) {
      throw Problems.invalid(field, text, "give a name or a version, such as digits or digits@3");
    }
  }

  private static int number(String text) {
    int number = Integer.parseInt(text);
    if (number < 1 || !String.valueOf(number).equals(text)) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  @Override
  public String toString() {
    return version == null ? name : name + "@" + version;
  }
}
