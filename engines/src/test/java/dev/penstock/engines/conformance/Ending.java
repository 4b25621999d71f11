package dev.penstock.engines.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.engines.Cause;
import dev.penstock.engines.Observation;
import dev.penstock.engines.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** How attempts end, by themselves and by wish. */
final class Ending {
  private static final Duration LONG = Duration.ofMinutes(10);

  private Ending() {}

  static List<Behaviour> all() {
    return List.of(
        Behaviour.of("Exit code 0 is a completed attempt", Ending::completed, Ability.RUN),
        Behaviour.of(
            "Any other exit code is the program's own and a failed attempt",
            Ending::failed,
            Ability.RUN),
        Behaviour.of(
            "A program that signal n ended has the exit code 128 + n",
            Ending::signalled,
            Ability.RUN,
            Ability.SIGNALS),
        Behaviour.of("Ended is final", Ending::isFinal, Ability.RUN),
        Behaviour.of(
            "An attempt that is stopped before its start never starts",
            Ending::beforeStart,
            Ability.RUN,
            Ability.HOLD),
        Behaviour.of(
            "The first stop's cause counts, however often it is stopped",
            Ending::firstCause,
            Ability.RUN),
        Behaviour.of(
            "A stop sends SIGTERM first, so that a program can save",
            Ending::terminates,
            Ability.RUN,
            Ability.SIGNALS),
        Behaviour.of(
            "A stop sends SIGKILL when the grace is over",
            Ending::kills,
            Ability.RUN,
            Ability.SIGNALS),
        Behaviour.of(
            "A stop without grace kills at once",
            Ending::killsAtOnce,
            Ability.RUN,
            Ability.SIGNALS),
        Behaviour.of(
            "A stop is kept and carried on by the next engine",
            Ending::keptOverRestart,
            Ability.RUN,
            Ability.SIGNALS,
            Ability.RESTART),
        Behaviour.of(
            "A stop of an unknown or ended attempt does nothing", Ending::nothing, Ability.RUN),
        Behaviour.of(
            "Times are when it happened, in order, in microseconds", Ending::times, Ability.RUN),
        Behaviour.of(
            "Times never change, over restarts either",
            Ending::timesStay,
            Ability.RUN,
            Ability.RESTART));
  }

  private static void completed(Stand stand) {
    Observation end = stand.run(new Program.Exits(0, "well"));

    assertThat(end.cause()).isEqualTo(Cause.COMPLETED);
    assertThat(end.exitCode()).isZero();
    assertThat(end.detail()).isEmpty();
  }

  private static void failed(Stand stand) {
    Observation end = stand.run(new Program.Exits(42, "ill"));

    assertThat(end.cause()).isEqualTo(Cause.FAILED);
    assertThat(end.exitCode()).isEqualTo(42);
    assertThat(end.detail()).contains("42");
  }

  private static void signalled(Stand stand) {
    for (int signal : new int[] {9, 11}) {
      Observation end = stand.run(new Program.Signalled(signal));

      assertThat(end.exitCode()).isEqualTo(128 + signal);
      assertThat(end.cause()).isEqualTo(Cause.FAILED);
      assertThat(end.detail()).contains("signal " + signal);
    }
  }

  private static void isFinal(Stand stand) {
    UUID attempt = stand.submit(new Program.Exits(5, "said"));
    Observation end = stand.ended(attempt);

    stand.engine().stop(attempt, Cause.CANCELLED, Duration.ZERO);

    assertThat(stand.observe(attempt)).isEqualTo(end);
    assertThat(stand.engine().list()).containsExactly(end);
  }

  private static void beforeStart(Stand stand) {
    stand.site().hold();
    UUID attempt = stand.submit(new Program.Exits(0, "ran"));

    stand.engine().stop(attempt, Cause.FUNDS, LONG);
    stand.site().release();
    Observation end = stand.ended(attempt);

    assertThat(end.cause()).isEqualTo(Cause.FUNDS);
    assertThat(end.startedAt()).isNull();
    assertThat(end.exitCode()).isNull();
    assertThat(end.endedAt()).isNotNull();
    assertThat(stand.log(attempt)).isEmpty();
  }

  private static void firstCause(Stand stand) {
    UUID attempt = stand.submit(new Program.Waits());
    stand.up(attempt);

    stand.engine().stop(attempt, Cause.PREEMPTED, Duration.ofSeconds(5));
    stand.engine().stop(attempt, Cause.CANCELLED, Duration.ZERO);
    stand.engine().stop(attempt, Cause.PREEMPTED, Duration.ofSeconds(5));

    assertThat(stand.ended(attempt).cause()).isEqualTo(Cause.PREEMPTED);
  }

  private static void terminates(Stand stand) {
    UUID attempt = stand.submit(new Program.Saves());
    stand.up(attempt);

    stand.engine().stop(attempt, Cause.DRAIN, LONG);
    Observation end = stand.ended(attempt);

    assertThat(end.cause()).isEqualTo(Cause.DRAIN);
    assertThat(end.exitCode()).isEqualTo(3);
    assertThat(stand.log(attempt)).endsWith("saved\n");
  }

  private static void kills(Stand stand) {
    UUID attempt = stand.submit(new Program.Deaf());
    stand.up(attempt);
    Duration grace = Duration.ofSeconds(2);
    Instant before = stand.site().now();

    stand.engine().stop(attempt, Cause.CANCELLED, grace);
    Observation end = stand.ended(attempt);

    assertThat(end.cause()).isEqualTo(Cause.CANCELLED);
    assertThat(end.exitCode()).isEqualTo(137);
    assertThat(end.endedAt()).isAfterOrEqualTo(before.plus(grace).truncatedTo(ChronoUnit.SECONDS));
  }

  private static void killsAtOnce(Stand stand) {
    UUID attempt = stand.submit(new Program.Saves());
    stand.up(attempt);

    stand.engine().stop(attempt, Cause.CANCELLED, Duration.ZERO);
    Observation end = stand.ended(attempt);

    assertThat(end.cause()).isEqualTo(Cause.CANCELLED);
    if (!stand.site().asksBeforeItKills()) {
      assertThat(end.exitCode()).isEqualTo(137);
      assertThat(stand.log(attempt)).doesNotContain("saved");
    }
  }

  private static void keptOverRestart(Stand stand) {
    UUID attempt = stand.submit(new Program.Deaf());
    stand.up(attempt);

    stand.engine().stop(attempt, Cause.FUNDS, Duration.ofSeconds(1));
    stand.site().restart();
    stand.engine().stop(attempt, Cause.CANCELLED, LONG);

    assertThat(stand.ended(attempt).cause()).isEqualTo(Cause.FUNDS);
  }

  private static void nothing(Stand stand) {
    UUID ended = stand.submit(new Program.Exits(0, ""));
    Observation end = stand.ended(ended);
    UUID unknown = UUID.randomUUID();

    stand.engine().stop(unknown, Cause.CANCELLED, Duration.ZERO);
    stand.engine().stop(ended, Cause.CANCELLED, LONG);

    assertThat(stand.observe(unknown).phase()).isEqualTo(Phase.UNKNOWN);
    assertThat(stand.engine().list()).containsExactly(end);
  }

  private static void times(Stand stand) {
    Instant before = stand.site().now().minusSeconds(1);
    UUID attempt = stand.submit(new Program.Waits());
    Observation running = stand.up(attempt);
    stand.site().goOn(attempt);
    Observation end = stand.ended(attempt);
    Instant after = stand.site().now().plusSeconds(1);

    assertThat(running.startedAt()).isBetween(before, after);
    assertThat(running.endedAt()).isNull();
    assertThat(end.startedAt()).isEqualTo(running.startedAt());
    assertThat(end.endedAt()).isBetween(end.startedAt(), after);
    assertThat(List.of(end.startedAt(), end.endedAt()))
        .allMatch(time -> time.equals(time.truncatedTo(ChronoUnit.MICROS)));
  }

  private static void timesStay(Stand stand) {
    UUID ended = stand.submit(new Program.Exits(1, ""));
    UUID runs = stand.submit(new Program.Waits());
    Observation end = stand.ended(ended);
    Observation running = stand.up(runs);

    stand.site().restart();

    assertThat(stand.observe(ended)).isEqualTo(end);
    assertThat(stand.observe(runs)).isEqualTo(running);
    stand.site().goOn(runs);
    Observation second = stand.ended(runs);
    stand.site().restart();
    assertThat(second.startedAt()).isEqualTo(running.startedAt());
    assertThat(stand.observe(runs)).isEqualTo(second);
    assertThat(stand.engine().list()).containsExactlyInAnyOrder(end, second);
  }
}
