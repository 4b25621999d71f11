package dev.penstock.engines.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.StartOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Limits, which the engine holds by itself, and clocks. */
final class Limiting {
  private static final Duration HOUR = Duration.ofHours(1);

  private Limiting() {}

  static List<Behaviour> all() {
    return List.of(
        Behaviour.of("The wall time ends an attempt", Limiting::wallTime, Ability.RUN),
        Behaviour.of(
            "The wall time ends an attempt though no engine was there when it was over",
            Limiting::wallTimeAlone,
            Ability.RUN,
            Ability.RESTART),
        Behaviour.of(
            "A program that takes too much memory is ended, and told so",
            stand -> limit(stand, new Program.Hungry(), Cause.MEMORY_LIMIT, "256"),
            Ability.RUN,
            Ability.MEMORY_LIMIT),
        Behaviour.of(
            "A program that makes too many processes is ended, and told so",
            stand -> limit(stand, new Program.Forks(), Cause.PROCESS_LIMIT, "64"),
            Ability.RUN,
            Ability.PROCESS_LIMIT),
        Behaviour.of(
            "A program that floods its log is ended, and told so",
            stand -> limit(stand, new Program.Floods(), Cause.LOG_LIMIT, "MiB"),
            Ability.RUN,
            Ability.LOG_LIMIT),
        Behaviour.of(
            "Times are of the clock where the job ran, though ours is an hour off",
            Limiting::times,
            Ability.RUN,
            Ability.SKEW),
        Behaviour.of(
            "Wall time and grace are not shortened or stretched by a clock that is an hour off",
            Limiting::skewed,
            Ability.RUN,
            Ability.SKEW,
            Ability.SKEWED_LIMITS,
            Ability.SIGNALS));
  }

  private static void wallTime(Stand stand) {
    Duration wall = Duration.ofSeconds(1);
    Observation end = stand.run(OrderEdit.wallTime(stand.site().order(new Program.Waits()), wall));

    assertThat(end.cause()).isEqualTo(Cause.WALL_TIME);
    assertThat(Duration.between(end.startedAt(), end.endedAt()))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
    assertThat(end.detail()).isNotEmpty();
  }

  private static void wallTimeAlone(Stand stand) {
    StartOrder order =
        OrderEdit.wallTime(stand.site().order(new Program.Waits()), Duration.ofSeconds(1));
    stand.submit(order);
    Instant startedAt = Objects.requireNonNull(stand.up(order.attempt()).startedAt());
    stand.site().stop();
    Await.until(
        "the wall time", () -> stand.site().now().isAfter(startedAt.plus(Duration.ofSeconds(1))));
    stand.site().start();

    Observation end = stand.ended(order.attempt());

    assertThat(end.cause()).isEqualTo(Cause.WALL_TIME);
    assertThat(end.startedAt()).isEqualTo(startedAt);
  }

  private static void limit(Stand stand, Program program, Cause cause, String says) {
    Observation end = stand.run(program);

    assertThat(end.cause()).isEqualTo(cause);
    assertThat(end.detail()).contains(says);
    assertThat(end.endedAt()).isAfterOrEqualTo(end.startedAt());
  }

  private static void times(Stand stand) {
    for (Duration ahead : List.of(HOUR, HOUR.negated())) {
      stand.site().skew(ahead);
      Instant before = stand.site().now().minusSeconds(1);
      UUID attempt = stand.submit(new Program.Waits());
      Observation running = stand.up(attempt);
      stand.site().goOn(attempt);
      Observation end = stand.ended(attempt);
      Instant after = stand.site().now().plusSeconds(1);

      assertThat(running.startedAt()).isBetween(before, after);
      assertThat(end.startedAt()).isEqualTo(running.startedAt());
      assertThat(end.endedAt()).isBetween(end.startedAt(), after);
    }
  }

  private static void skewed(Stand stand) {
    for (Duration ahead : List.of(HOUR, HOUR.negated())) {
      stand.site().skew(ahead);
      StartOrder order = stand.site().order(new Program.Saves());
      UUID patient = stand.submit(OrderEdit.wallTime(order, Duration.ofMinutes(10)));
      stand.up(patient);
      wallTime(stand);

      stand.engine().stop(patient, Cause.DRAIN, Duration.ofMinutes(10));

      Observation end = stand.ended(patient);
      assertThat(end.cause()).isEqualTo(Cause.DRAIN);
      assertThat(end.exitCode()).as("it could save").isEqualTo(3);
    }
  }
}
