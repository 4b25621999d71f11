package dev.penstock.jobs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.penstock.shared.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The longest that a job may run. In JSON and YAML it is {@code 90s}, {@code 30m}, {@code 2h},
 * {@code 1d} or ISO 8601.
 *
 * @param duration more than zero, at most 30 days
 */
@Schema(type = "string", example = "30m")
public record WallTime(Duration duration) {
  static final WallTime DEFAULT = new WallTime(Duration.ofHours(1));
  private static final Duration MOST = Duration.ofDays(30);
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*([smhd])");

  @JsonCreator
  static WallTime read(String text) {
    Duration duration = parse(text);
    if (duration.isNegative() || duration.isZero() || duration.compareTo(MOST) > 0) {
      throw Problems.invalid("wallTime", text, "give more than zero and at most 30d");
    }
    return new WallTime(duration);
  }

  private static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeParseException notADuration) {
      throw Problems.invalid("wallTime", text, "give a duration such as 90s, 30m, 2h or PT30M");
    }
  }

  @Override
  @JsonValue
  public String toString() {
    return duration.toString();
  }
}
