package dev.penstock.billing;

import dev.penstock.shared.Problems;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whole days of the centre's time, both ends included.
 *
 * @param from the first
 * @param to the last, not before the first
 */
record Days(LocalDate from, LocalDate to) {
  /** The most that are looked at in one go. */
  static final int MOST = 366;

  private static final int WHERE_NOTHING_IS_SAID = 30;

  /**
   * The days that somebody asked for; the last thirty where nothing is said.
   *
   * @throws dev.penstock.shared.ProblemException when they end before they begin, or are too many
   */
  static Days asked(@Nullable LocalDate from, @Nullable LocalDate to, LocalDate today) {
    LocalDate last = to == null ? today : to;
    LocalDate first = from == null ? last.minusDays(WHERE_NOTHING_IS_SAID - 1) : from;
    if (first.isAfter(last)) {
      throw Problems.invalid("from", first.toString(), "give a day that is not after " + last);
    }
    if (ChronoUnit.DAYS.between(first, last) >= MOST) {
      throw Problems.invalid(
          "from", first.toString(), "give at most %d days at once".formatted(MOST));
    }
    return new Days(first, last);
  }

  /**
   * So many days that end with this one.
   *
   * @throws dev.penstock.shared.ProblemException when it is not 1 to {@link #MOST}
   */
  static Days last(int count, LocalDate today) {
    if (count < 1 || count > MOST) {
      throw Problems.invalid("days", String.valueOf(count), "give a number between 1 and " + MOST);
    }
    return new Days(today.minusDays(count - 1L), today);
  }

  Stream<LocalDate> each() {
    return from.datesUntil(to.plusDays(1));
  }
}
