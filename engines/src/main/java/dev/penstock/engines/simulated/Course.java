package dev.penstock.engines.simulated;

import dev.penstock.engines.Cause;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated program does once it has started.
 *
 * @param duration until it ends by itself; null means not until it is told to
 * @param exitCode 0 to 255 when it ends by itself
 * @param limit the limit that it breaks at its end, null when it breaks none
 * @param first what it prints at its start
 * @param last what it prints at its end
 * @param onTerm what SIGTERM does to it
 */
public record Course(
    @Nullable Duration duration,
    int exitCode,
    @Nullable Cause limit,
    String first,
    String last,
    OnTerm onTerm) {
  /** How long it runs, in seconds with a fraction; {@code never} means until it is told to end. */
  public static final String SECONDS = "SIMULATED_SECONDS";

  /** Its exit code, 0 where absent. */
  public static final String EXIT = "SIMULATED_EXIT";

  /** The limit it breaks: MEMORY_LIMIT, PROCESS_LIMIT or LOG_LIMIT. */
  public static final String LIMIT = "SIMULATED_LIMIT";

  /** What it prints at its start. */
  public static final String FIRST = "SIMULATED_FIRST";

  /** What it prints at its end. */
  public static final String LAST = "SIMULATED_LAST";

  /** One of {@link OnTerm}. */
  public static final String ON_TERM = "SIMULATED_ON_TERM";

  /** What SIGTERM does to a program. */
  public enum OnTerm {
    /** It ends by the signal. */
    DIES,
    /** It prints {@code saved} and ends with exit code 3. */
    SAVES,
    /** It goes on. */
    IGNORES
  }

  /**
   * The course that an order's variables ask for.
   *
   * @param usual how long a program runs whose order does not say
   * @throws IllegalArgumentException names the variable and the value
   */
  static Course of(Map<String, String> environment, Duration usual) {
    String limit = environment.get(LIMIT);
    return new Course(
        duration(environment.get(SECONDS), usual),
        exit(environment.getOrDefault(EXIT, "0")),
        limit == null ? null : constant(LIMIT, Cause.class, limit),
        environment.getOrDefault(FIRST, ""),
        environment.getOrDefault(LAST, ""),
        constant(ON_TERM, OnTerm.class, environment.getOrDefault(ON_TERM, "DIES")));
  }

  private static @Nullable Duration duration(@Nullable String seconds, Duration usual) {
    if (seconds == null) {
      return usual;
    }
    if (seconds.equals("never")) {
      return null;
    }
    if (!seconds.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
      throw wrong(SECONDS, seconds, "use seconds such as 90 or 0.5, or never");
    }
    return Duration.ofNanos(new BigDecimal(seconds).movePointRight(9).longValueExact());
  }

  private static int exit(String code) {
    if (!code.matches("[0-9]{1,3}") || Integer.parseInt(code) > 255) {
      throw wrong(EXIT, code, "use 0 to 255");
    }
    return Integer.parseInt(code);
  }

  private static <E extends Enum<E>> E constant(String name, Class<E> type, String value) {
    try {
      return Enum.valueOf(type, value);
    } catch (IllegalArgumentException unknown) {
      throw wrong(name, value, "it is not one of those that there are");
    }
  }

  private static IllegalArgumentException wrong(String name, String value, String advice) {
    return new IllegalArgumentException("environment %s: '%s': %s.".formatted(name, value, advice));
  }

  /** The same, ending by itself so long after its start. */
  Course ending(Duration after) {
    return new Course(after, exitCode, limit, first, last, onTerm);
  }
}
