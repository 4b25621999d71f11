package dev.penstock.queues;

import dev.penstock.shared.Problems;
import java.time.Duration;
import java.time.Instant;

/** Checks of what people say of reservations and maintenance windows. */
final class BookingFields {
  /** How far ahead anything can be planned. */
  private static final Duration AHEAD = Duration.ofDays(5 * 366);

  private static final int LONGEST_REASON = 200;

  private BookingFields() {}

  /**
   * Goes on only when one can plan for this time.
   *
   * @throws dev.penstock.shared.ProblemException when it is over, backwards, or too far off
   */
  static void time(Instant from, Instant to, Instant now) {
    if (!to.isAfter(from)) {
      throw Problems.invalid("to", to.toString(), "give a time after from, which is " + from);
    }
    if (!to.isAfter(now)) {
      throw Problems.invalid("to", to.toString(), "give a time to come; it is now " + now);
    }
    if (to.isAfter(now.plus(AHEAD))) {
      throw Problems.invalid("to", to.toString(), "give a time within five years");
    }
    if (from.isBefore(now.minus(AHEAD))) {
      throw Problems.invalid("from", from.toString(), "give a time within five years");
    }
  }

  /** The reason without spaces around it. */
  static String reason(String reason) {
    String text = reason.strip();
    if (text.isEmpty()
        || text.length() > LONGEST_REASON
        || text.chars().anyMatch(Character::isISOControl)) {
      throw Problems.invalid(
          "reason", reason, "say why, in 1 to %d characters on one line".formatted(LONGEST_REASON));
    }
    return text;
  }
}
