package dev.penstock.cli.queue;

import dev.penstock.cli.shell.ExitCode;
import dev.penstock.cli.shell.Failure;
import dev.penstock.cli.shell.Units;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * From when to when, as people write it: an instant, or a day with or without a time in the zone of
 * their machine.
 */
public record Times(Instant from, Instant to) {

  /**
   * Reads it.
   *
   * @param to null where it is said for how long instead
   * @param time such as {@code 2h}
   */
  public static Times read(String from, @Nullable String to, @Nullable String time) {
    Instant begin = at(from);
    if ((to == null) == (time == null)) {
      throw new Failure(ExitCode.USAGE, "error.to-or-for");
    }
    if (time == null) {
      return new Times(begin, at(java.util.Objects.requireNonNull(to)));
    }
    return new Times(
        begin,
        begin.plus(
            Units.readDuration(time)
                .orElseThrow(() -> new Failure(ExitCode.USAGE, "error.duration", time))));
  }

  private static Instant at(String text) {
    try {
      if (text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d:\\d\\d")) {
        return java.time.OffsetDateTime.parse(text).toInstant();
      }
      LocalDateTime local =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay()
              : LocalDateTime.parse(text.replace(' ', 'T'));
      return local.atZone(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeException e) {
      throw new Failure(ExitCode.USAGE, "error.time", text);
    }
  }
}
