package dev.penstock.shared;

import org.jspecify.annotations.Nullable;

/**
 * How a reader wants a list.
 *
 * @param q what the names must contain, in capitals or not, or a whole id; null for all
 * @param sort by what, upwards, or downwards with a {@code -} before it; null for the list's own
 * @param limit the most items of a page, 1 to {@link Page#MOST}
 * @param cursor the {@code next} of the page before; null for the first
 */
public record ListQuery(
    @Nullable String q, @Nullable String sort, int limit, @Nullable String cursor) {
  private static final int LONGEST = 200;

  /**
   * Checks what can be checked without knowing the list.
   *
   * @throws ProblemException when the limit or {@code q} is none that we take
   */
  public ListQuery {
    Page.limit(limit);
    if (q != null && (q.length() > LONGEST || q.indexOf('\0') >= 0)) {
      throw Problems.invalid("q", q, "give at most %d plain characters".formatted(LONGEST));
    }
    q = q == null || q.isBlank() ? null : q.strip();
    sort = sort == null || sort.isBlank() ? null : sort.strip();
  }
}
