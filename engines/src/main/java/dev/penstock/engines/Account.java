package dev.penstock.engines;

/**
 * Whom an engine accounts an attempt to, and keeps apart from all others.
 *
 * @param name of the project: lower-case letters, digits and hyphens; the same for all its jobs,
 *     for ever
 * @param parent of the project's organisation, in the same letters
 */
public record Account(String name, String parent) {
  public Account {
    check("name", name);
    check("parent", parent);
  }

  private static void check(String field, String value) {
    if (!value.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException(
          "account.%s: \"%s\" must be 1 to 63 lower-case letters, digits and hyphens"
              .formatted(field, value));
    }
  }
}
