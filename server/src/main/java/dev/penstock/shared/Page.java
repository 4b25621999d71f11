package dev.penstock.shared;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param items the part, in the list's order
 * @param next what to give as {@code cursor} for the next part; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {
  /** The most that one page holds. */
  public static final int MOST = 500;

  /**
   * The page out of one row more than asked for, which shows whether there is a next one.
   *
   * @param rows up to {@code limit + 1} rows
   * @param cursor names a row for the next page to start behind
   */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> items = List.copyOf(rows.subList(0, limit));
    return new Page<>(items, cursor.apply(items.getLast()));
  }

  /** The same page with other items. */
  public <R> Page<R> map(Function<T, R> change) {
    return new Page<>(items.stream().map(change).toList(), next);
  }

  /**
   * Checks a limit that a caller gave.
   *
   * @throws ProblemException when it is not between 1 and {@link #MOST}
   */
  public static int limit(int asked) {
    if (asked < 1 || asked > MOST) {
      throw Problems.invalid("limit", String.valueOf(asked), "give a number between 1 and " + MOST);
    }
    return asked;
  }
}
